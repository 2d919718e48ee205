package dev.otpauth.verification.web;

import dev.otpauth.problem.AnswerWord;
import dev.otpauth.verification.IdempotencyKey;
import dev.otpauth.verification.IdempotentCalls;
import dev.otpauth.verification.KeptAnswer;
import dev.otpauth.verification.KeyUse;
import dev.otpauth.verification.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives the repeat of a call its first answer; the call itself is made once. */
@Component
class OnceOnly {

  private static final Logger log = LoggerFactory.getLogger(OnceOnly.class);

  private final IdempotentCalls calls;
  private final Refusals refusals;
  private final JsonMapper json;

  OnceOnly(IdempotentCalls calls, Refusals refusals, JsonMapper json) {
    this.calls = calls;
    this.refusals = refusals;
    this.json = json;
  }

  /**
   * Answers a call.
   *
   * @param key absent where it came without one: it is simply made
   * @param call makes it
   * @param interrupted tells what became of one that began, by its verification and operation
   */
  ResponseEntity<?> answer(
      @Nullable IdempotencyKey key,
      Supplier<byte[]> fingerprint,
      Supplier<ResponseEntity<?>> call,
      BiFunction<UUID, UUID, Optional<ResponseEntity<?>>> interrupted,
      HttpServletRequest http) {
    if (key == null) {
      return call.get();
    }
    return switch (calls.claim(key, fingerprint.get())) {
      case KeyUse.Fresh() -> kept(key, call.get());
      case KeyUse.Answered(var answer) -> again(answer, http);
      case KeyUse.Running() -> refusals.answer(new Refusal.InProgress(null), http);
      case KeyUse.Reused() -> refusals.answer(new Refusal.KeyReused(), http);
      case KeyUse.Interrupted(var verification, var operation) ->
          verification == null || operation == null
              ? kept(key, call.get())
              : interrupted
                  .apply(verification, operation)
                  .<ResponseEntity<?>>map(answer -> resumed(key, answer))
                  .orElseGet(() -> kept(key, call.get()));
    };
  }

  /** Where the answer cannot be kept now, the claim lapses and the next repeat is told anew. */
  private ResponseEntity<?> kept(IdempotencyKey key, ResponseEntity<?> answer) {
    try {
      if (didNothing(answer)) {
        calls.free(key);
      } else if (isOpen(answer)) {
        calls.leaveOpen(key);
      } else {
        calls.answer(key, keep(answer));
      }
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("An answer could not be kept");
    }
    return answer;
  }

  /** A call that began is not forgotten, even where this repeat of it could not be answered. */
  private ResponseEntity<?> resumed(IdempotencyKey key, ResponseEntity<?> answer) {
    if (didNothing(answer)) {
      calls.leaveOpen(key);
      return answer;
    }
    return kept(key, answer);
  }

  private static boolean didNothing(ResponseEntity<?> answer) {
    return switch (answer.getStatusCode().value()) {
      case 400, 401, 403, 429, 503 -> true;
      case 409 ->
          answer.getBody() instanceof Map<?, ?> problem
              && "in_progress".equals(problem.get("code"));
      default -> false;
    };
  }

  private static boolean isOpen(ResponseEntity<?> answer) {
    return answer.getStatusCode().value() == 504
        || (answer.getBody() instanceof VerificationBody body && body.status().equals("pending"));
  }

  private KeptAnswer keep(ResponseEntity<?> answer) {
    var retryAfter = answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    var contentType = answer.getHeaders().getContentType();
    return new KeptAnswer(
        about(answer.getBody()),
        answer.getStatusCode().value(),
        retryAfter == null ? null : (Long) Long.parseLong(retryAfter),
        contentType == null ? MediaType.APPLICATION_JSON_VALUE : contentType.toString(),
        json.writeValueAsString(answer.getBody()));
  }

  private static @Nullable UUID about(@Nullable Object body) {
    return switch (body) {
      case VerificationBody started -> started.requestId();
      case ConfirmationBody confirmed -> confirmed.requestId();
      case Map<?, ?> problem when problem.get("request_id") instanceof UUID id -> id;
      case null, default -> null;
    };
  }

  private static ResponseEntity<byte[]> again(KeptAnswer kept, HttpServletRequest http) {
    AnswerWord.note(http, "repeated");
    var answer =
        ResponseEntity.status(kept.status())
            .contentType(MediaType.parseMediaType(kept.contentType()));
    if (kept.retryAfter() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(kept.retryAfter()));
    }
    return answer.body(kept.body().getBytes(StandardCharsets.UTF_8));
  }
}
