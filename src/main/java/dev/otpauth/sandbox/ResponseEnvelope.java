package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON envelope of every response of the provider.
 *
 * @param data omitted if null
 */
@JsonPropertyOrder({"remark", "status", "message", "data"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResponseEnvelope(
    String remark, String status, List<String> message, @Nullable ResponseData data) {

  private static final String SUCCESS = "success";

  static ResponseEnvelope success(String remark, String message, @Nullable ResponseData data) {
    return new ResponseEnvelope(remark, SUCCESS, List.of(message), data);
  }

  static ResponseEnvelope error(
      String remark, List<String> sentences, @Nullable ResponseData data) {
    return new ResponseEnvelope(remark, "error", sentences, data);
  }

  /** Returns whether the call succeeded, which the HTTP status does not show. */
  boolean isSuccess() {
    return status.equals(SUCCESS);
  }

  @Override
  public String toString() {
    return "ResponseEnvelope[%s]".formatted(remark);
  }
}
