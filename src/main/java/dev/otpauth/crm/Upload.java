package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.Media;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A file that a caller is sending. {@code toString()} shows the field only.
 *
 * @param fileName without directories; empty if missing or invalid
 * @param content read once, while it is sent to the provider
 */
@JsonDeserialize(using = Upload.Reading.class)
record Upload(FileField field, String fileName, UploadStream content) {

  /** Returns the file for the provider; null if there is none. */
  static @Nullable Media mediaOf(@Nullable Upload upload) {
    return upload == null ? null : upload.media();
  }

  /** Returns the content of a message with this file. */
  Content messageContent() {
    return field.content(media());
  }

  private Media media() {
    return new Media(fileName, format().orElseThrow().contentType(), content.length(), content);
  }

  private Optional<FileFormat> format() {
    return field.format(FileName.extension(fileName), content.firstBytes());
  }

  /** Returns the message key of the reason why the file is rejected; empty if it is accepted. */
  Optional<String> rejectionKey() {
    if (fileName.isEmpty()) {
      return Optional.of("validation.file.name");
    }
    if (content.firstBytes().length == 0) {
      return Optional.of("validation.file.empty");
    }
    return format().isPresent() ? Optional.empty() : Optional.of(field.formatsKey());
  }

  /** Why reading it was stopped; null if it was not. */
  @Nullable FieldFault fault() {
    return content.fault();
  }

  @Override
  public String toString() {
    return "Upload[%s]".formatted(field.wireName());
  }

  /** Passes on the upload of a form; JSON cannot contain one. */
  static class Reading extends ValueDeserializer<Upload> {
    @Override
    public Upload deserialize(JsonParser parser, DeserializationContext context) {
      return parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
              && parser.getEmbeddedObject() instanceof Upload upload
          ? upload
          : (Upload) context.handleUnexpectedToken(Upload.class, parser);
    }
  }
}
