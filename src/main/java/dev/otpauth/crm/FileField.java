package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.Media;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The file fields of forms, with the formats and sizes that Spektif accepts. */
enum FileField {
  IMAGE(5, "validation.file.image"),
  DOCUMENT(100, "validation.file.document"),
  VIDEO(16, "validation.file.video"),
  AUDIO(16, "validation.file.audio"),
  PROFILE_IMAGE(5, "validation.file.image");

  private static final long MEBIBYTE = 1024 * 1024;

  private final int mebibytes;
  private final String formatsKey;

  FileField(int mebibytes, String formatsKey) {
    this.mebibytes = mebibytes;
    this.formatsKey = formatsKey;
  }

  /** Returns the field with that name in the form; empty if it is no file field. */
  static Optional<FileField> of(String name) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(name)).findFirst();
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  long maxBytes() {
    return mebibytes * MEBIBYTE;
  }

  /** The message key that names the accepted formats. */
  String formatsKey() {
    return formatsKey;
  }

  /** Returns the format by extension and first bytes; empty if the field does not accept it. */
  Optional<FileFormat> format(String extension, byte[] firstBytes) {
    return formats().filter(it -> it.is(extension, firstBytes)).findFirst();
  }

  /** Spektif documents no audio formats; these are WhatsApp's. */
  private Stream<FileFormat> formats() {
    return switch (this) {
      case IMAGE, PROFILE_IMAGE -> Stream.of(FileFormat.JPEG, FileFormat.PNG);
      case DOCUMENT -> Stream.of(FileFormat.PDF, FileFormat.DOC, FileFormat.DOCX);
      case VIDEO -> Stream.of(FileFormat.MP4);
      case AUDIO ->
          Stream.of(FileFormat.AAC, FileFormat.AMR, FileFormat.MP3, FileFormat.M4A, FileFormat.OGG);
    };
  }

  /** Returns the fault for a file that is too large. */
  FieldFault tooLarge() {
    return new FieldFault(
        ProblemType.PAYLOAD_TOO_LARGE,
        "file",
        wireName(),
        "validation.file.size",
        List.of(Integer.toString(mebibytes)));
  }

  /** Returns the content of a message with this file. */
  Content content(Media media) {
    return switch (this) {
      case IMAGE -> new Content.Image(media);
      case DOCUMENT -> new Content.Document(media);
      case VIDEO -> new Content.Video(media);
      case AUDIO -> new Content.Audio(media);
      case PROFILE_IMAGE -> throw new IllegalStateException("a message has no profile image");
    };
  }
}
