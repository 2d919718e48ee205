package dev.otpauth.idempotency;

import dev.otpauth.problem.OutcomeAttribute;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders the replies of idempotent calls as HTTP responses, and replays stored ones byte for byte.
 */
@Component
public class IdempotentResponses {

  private final JsonMapper json;

  IdempotentResponses(JsonMapper json) {
    this.json = json;
  }

  /**
   * Runs a call and returns its response.
   *
   * @param key null to run the call without idempotency
   * @param fingerprint digest of the request body; computed only with a key
   * @param action runs the call
   * @param rendering converts an outcome into a response
   */
  public <O> ResponseEntity<?> answer(
      @Nullable IdempotencyKey key,
      Supplier<byte[]> fingerprint,
      Function<@Nullable IdempotentCall<O>, Reply<O>> action,
      Function<? super O, ResponseEntity<?>> rendering,
      HttpServletRequest http) {
    var call =
        key == null
            ? null
            : new IdempotentCall<O>(
                key, fingerprint.get(), outcome -> stored(rendering.apply(outcome)));
    return switch (action.apply(call)) {
      case Reply.Outcome<O>(var outcome) -> rendering.apply(outcome);
      case Reply.Stored<O>(var response, var isReplayed) -> {
        if (isReplayed) {
          OutcomeAttribute.note(http, "repeated");
        }
        yield wire(response);
      }
    };
  }

  private StoredResponse stored(ResponseEntity<?> response) {
    var retryAfter = response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    var contentType = response.getHeaders().getContentType();
    return new StoredResponse(
        response.getStatusCode().value(),
        retryAfter == null ? null : (Long) Long.parseLong(retryAfter),
        contentType == null ? MediaType.APPLICATION_JSON_VALUE : contentType.toString(),
        response.getBody() == null ? "" : json.writeValueAsString(response.getBody()));
  }

  private static ResponseEntity<?> wire(StoredResponse stored) {
    if (stored.body().isEmpty()) {
      return ResponseEntity.status(stored.status()).build();
    }
    var response =
        ResponseEntity.status(stored.status())
            .contentType(MediaType.parseMediaType(stored.contentType()));
    if (stored.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(stored.retryAfter()));
    }
    return response.body(stored.body().getBytes(StandardCharsets.UTF_8));
  }
}
