package dev.otpauth.sandbox;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a message. No {@code toString} shows it. */
sealed interface MessageContent {

  /** Returns the provider's name of this kind of message. */
  default String kind() {
    return switch (this) {
      case Text _ -> "text";
      case Media(var kind, _, _) -> kind.value();
      case Location _ -> "location";
      case Interactive(var choice) -> choice.kind();
      case TemplateText _ -> "template";
    };
  }

  /** Returns the text that a phone shows; empty if there is none. */
  default Optional<String> text() {
    return switch (this) {
      case Text(var words) -> Optional.of(words);
      case Media(_, _, var caption) -> caption;
      case Location _ -> Optional.empty();
      case Interactive(var choice) -> Optional.of(choice.text());
      case TemplateText(var template) -> Optional.of(template.text());
    };
  }

  default Optional<MediaFile> attachment() {
    return this instanceof Media media ? Optional.of(media.file()) : Optional.empty();
  }

  default Optional<Location> place() {
    return this instanceof Location location ? Optional.of(location) : Optional.empty();
  }

  record Text(String words) implements MessageContent {
    @Override
    public String toString() {
      return "Text";
    }
  }

  record Media(MediaKind mediaKind, MediaFile file, Optional<String> caption)
      implements MessageContent {

    static Media of(
        MediaKind kind, UploadedFile upload, Optional<String> caption, ImageStore images) {
      return new Media(kind, MediaFile.of(upload, images), caption);
    }

    @Override
    public String toString() {
      return "Media";
    }
  }

  record Location(BigDecimal latitude, BigDecimal longitude) implements MessageContent {
    @Override
    public String toString() {
      return "Location";
    }
  }

  record Interactive(TemplateCatalog.Choice choice) implements MessageContent {}

  record TemplateText(TemplateCatalog.Template template) implements MessageContent {}

  /**
   * The description of a file, which itself is not kept.
   *
   * @param size in bytes
   * @param sha256 of its bytes, in hex
   * @param picture the id of the kept image; null for any other file
   */
  record MediaFile(String name, String type, long size, String sha256, @Nullable Long picture) {

    static MediaFile of(UploadedFile upload, ImageStore images) {
      return new MediaFile(
          upload.name(), upload.type(), upload.size(), upload.sha256(), images.keep(upload));
    }

    @Override
    public String toString() {
      return "MediaFile";
    }
  }
}
