package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of everything the provider says.
 *
 * @param data left out where there is none
 */
@JsonPropertyOrder({"remark", "status", "message", "data"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimulatedAnswer(String remark, String status, List<String> message, @Nullable Data data) {

  private static final String SUCCESS = "success";

  static SimulatedAnswer success(String remark, String message, @Nullable Data data) {
    return new SimulatedAnswer(remark, SUCCESS, List.of(message), data);
  }

  static SimulatedAnswer error(String remark, List<String> sentences, @Nullable Data data) {
    return new SimulatedAnswer(remark, "error", sentences, data);
  }

  /** Whether it was done, which the HTTP status does not tell. */
  boolean isSuccess() {
    return status.equals(SUCCESS);
  }

  @Override
  public String toString() {
    return "SimulatedAnswer[%s]".formatted(remark);
  }
}
