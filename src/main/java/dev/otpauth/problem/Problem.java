package dev.otpauth.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One error, ready to be answered by {@link Problems}. Prints without its members.
 *
 * @param requestId the verification it is about, where one is known
 * @param retryAfter how long to wait before asking again, where waiting helps
 * @param variant which of the type's sentences is its detail, where it has several; null for the
 *     usual
 * @param members further members of the problem, in the order they are written
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

  /** What the container's refusal with this HTTP status is to a caller. */
  static ProblemType refusedWith(int status) {
    var ofTheRequest = status < 500 || status == 501 || status == 505;
    return ofTheRequest ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
  }

  public Problem about(UUID requestId) {
    return new Problem(type, requestId, retryAfter, variant, members);
  }

  public Problem retryAfter(Duration wait) {
    return new Problem(type, requestId, wait, variant, members);
  }

  /** With another sentence: of the messages, {@code problem.<code>.<variant>}. */
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
