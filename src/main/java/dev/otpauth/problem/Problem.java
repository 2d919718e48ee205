package dev.otpauth.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error to be rendered by {@link Problems}. {@link #toString} omits the members.
 *
 * @param requestId the verification; null if unknown
 * @param retryAfter the wait before a repeat; null if waiting does not help
 * @param variant suffix of the message for the detail; null for the default
 * @param members further members of the JSON object, in order
 */
public record Problem(
    ProblemType type,
    @Nullable UUID requestId,
    @Nullable Duration retryAfter,
    @Nullable String variant,
    Map<String, Object> members) {

  public static Problem of(ProblemType type) {
    return new Problem(type, null, null, null, Map.of());
  }

  /** The problem type for a status that the container set. */
  static ProblemType typeOfStatus(int status) {
    var ofTheRequest = status < 500 || status == 501 || status == 505;
    return ofTheRequest ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
  }

  public Problem withRequestId(UUID requestId) {
    return new Problem(type, requestId, retryAfter, variant, members);
  }

  public Problem retryAfter(Duration wait) {
    return new Problem(type, requestId, wait, variant, members);
  }

  /** A copy with the detail from message {@code problem.<code>.<variant>}. */
  public Problem saying(String variant) {
    return new Problem(type, requestId, retryAfter, variant, members);
  }

  public Problem with(String member, Object value) {
    var extended = new LinkedHashMap<>(members);
    extended.put(member, value);
    return new Problem(type, requestId, retryAfter, variant, extended);
  }

  @Override
  public String toString() {
    return "Problem[type=%s, requestId=%s]".formatted(type, requestId);
  }
}
