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
 * A file that a caller has begun to send. Prints without what it is.
 *
 * @param fileName without folders; empty where it has none that can be told
 * @param content read once, while the provider is sent it
 */
@JsonDeserialize(using = Upload.Reading.class)
record Upload(FileField field, String fileName, UploadStream content) {

  /** The file as the provider is sent it; null where there is none. */
  static @Nullable Media mediaOf(@Nullable Upload upload) {
    return upload == null ? null : upload.media();
  }

  /** What a message with this file says. */
  Content said() {
    return field.content(media());
  }

  private Media media() {
    return new Media(fileName, format().orElseThrow().contentType(), content.length(), content);
  }

  private Optional<FileFormat> format() {
    return field.format(FileName.extension(fileName), content.firstBytes());
  }

  /** Why it is not taken, by the key of what it should be; empty where it is. */
  Optional<String> objection() {
    if (fileName.isEmpty()) {
      return Optional.of("validation.file.name");
    }
    if (content.firstBytes().length == 0) {
      return Optional.of("validation.file.empty");
    }
    return format().isPresent() ? Optional.empty() : Optional.of(field.formatsKey());
  }

  /** What stopped it on its way; null where nothing did. */
  @Nullable FieldFault fault() {
    return content.fault();
  }

  @Override
  public String toString() {
    return "Upload[%s]".formatted(field.wireName());
  }

  /** Of a form it is a file; JSON has nothing that could be one. */
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
