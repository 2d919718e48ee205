package dev.otpauth.crm;

import dev.otpauth.phone.Dialable;
import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/messages}. {@code toString()} shows no values. */
@CheckedTogether
record MessageBody(
    @NotBlank(message = "{validation.required}") @Dialable @Nullable WrittenNumber mobile,
    @Dialable @Nullable WrittenNumber fromNumber,
    @Nullable String message,
    @DecimalMin(value = "-90", message = "{validation.latitude}")
        @DecimalMax(value = "90", message = "{validation.latitude}")
        @Digits(integer = 2, fraction = 15, message = "{validation.latitude}")
        @Nullable BigDecimal latitude,
    @DecimalMin(value = "-180", message = "{validation.longitude}")
        @DecimalMax(value = "180", message = "{validation.longitude}")
        @Digits(integer = 3, fraction = 15, message = "{validation.longitude}")
        @Nullable BigDecimal longitude,
    @Positive(message = "{validation.id}") @Nullable Long ctaUrlId,
    @Positive(message = "{validation.id}") @Nullable Long interactiveListId,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload image,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload document,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload video,
    @AcceptableFile @Schema(hidden = true) @Nullable Upload audio)
    implements UploadBody, CheckedTogether.Fields {

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (latitude != null && longitude == null) {
      faults.accept("longitude", "{validation.longitude.missing}");
    }
    if (longitude != null && latitude == null) {
      faults.accept("latitude", "{validation.latitude.missing}");
    }
    var kinds = kinds();
    if (kinds.isEmpty()) {
      faults.accept("message", "{validation.kind.missing}");
    }
    if (kinds.size() > 1) {
      kinds.keySet().forEach(field -> faults.accept(field, "{validation.kind.one}"));
    }
  }

  /** Returns a field and its value for each kind of message that the body contains. */
  private Map<String, Object> kinds() {
    var kinds = new LinkedHashMap<String, Object>();
    kinds.put("message", message == null || message.isBlank() ? null : message);
    kinds.put("latitude", latitude == null ? longitude : latitude);
    kinds.put("ctaUrlId", ctaUrlId);
    kinds.put("interactiveListId", interactiveListId);
    kinds.put("image", image);
    kinds.put("document", document);
    kinds.put("video", video);
    kinds.put("audio", audio);
    kinds.values().removeIf(Objects::isNull);
    return kinds;
  }

  /** Returns the call of a valid body. */
  CrmCall call() {
    return new CrmCall.SendMessage(
        Objects.requireNonNull(WrittenNumber.numberOf(mobile)),
        WrittenNumber.numberOf(fromNumber),
        content());
  }

  private Content content() {
    var upload = upload();
    if (upload != null) {
      return upload.messageContent();
    }
    if (latitude != null && longitude != null) {
      return new Content.Location(latitude, longitude);
    }
    if (ctaUrlId != null) {
      return new Content.CtaUrl(ctaUrlId);
    }
    return interactiveListId == null
        ? new Content.Text(Objects.requireNonNull(message))
        : new Content.InteractiveList(interactiveListId);
  }

  @Override
  public @Nullable Upload upload() {
    return Stream.of(image, document, video, audio)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    return "MessageBody";
  }
}
