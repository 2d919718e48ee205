package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A message on a simulated phone, as JSON without absent fields. {@link #toString} omits it.
 *
 * @param mobile the phone's number in E.164
 * @param from {@code phone} or {@code business}
 * @param kind {@code text}, {@code image} and so on
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "mobile", "from", "kind", "text", "media", "location"})
record PhoneMessage(
    long id,
    String mobile,
    String from,
    String kind,
    @Nullable String text,
    @Nullable File media,
    @Nullable Place location,
    long conversationId,
    Instant sentAt) {

  static PhoneMessage of(ChatMessage message) {
    var content = message.content();
    return new PhoneMessage(
        message.id(),
        message.phone().e164(),
        message.isFromPhone() ? "phone" : "business",
        content.kind(),
        content.text().orElse(null),
        content.attachment().map(File::of).orElse(null),
        content.place().map(Place::of).orElse(null),
        message.conversationId(),
        message.sentAt().truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public String toString() {
    return "PhoneMessage[%s]".formatted(id);
  }

  /**
   * The description of a file.
   *
   * @param size in bytes
   * @param sha256 of its bytes, in hex
   * @param picture the path of the kept image; null for any other file
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"name", "type", "size", "sha256", "picture"})
  record File(String name, String type, long size, String sha256, @Nullable String picture) {

    static File of(MessageContent.MediaFile file) {
      var picture = file.picture();
      return new File(
          file.name(),
          file.type(),
          file.size(),
          file.sha256(),
          picture == null ? null : PhoneMessageController.path(picture));
    }

    @Override
    public String toString() {
      return "File";
    }
  }

  /** A location, with its decimals as they were sent. */
  record Place(String latitude, String longitude) {

    static Place of(MessageContent.Location location) {
      return new Place(location.latitude().toPlainString(), location.longitude().toPlainString());
    }

    @Override
    public String toString() {
      return "Place";
    }
  }
}
