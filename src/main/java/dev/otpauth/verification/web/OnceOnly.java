package dev.otpauth.verification.web;

import dev.otpauth.problem.AnswerWord;
import dev.otpauth.verification.Claim;
import dev.otpauth.verification.Claim.State;
import dev.otpauth.verification.Effect;
import dev.otpauth.verification.IdempotencyKey;
import dev.otpauth.verification.IdempotentCalls;
import dev.otpauth.verification.KeptAnswer;
import dev.otpauth.verification.KeyUse;
import dev.otpauth.verification.Outcome;
import dev.otpauth.verification.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
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
   * Answers a call that claims its key in the statement that begins it. A call that began nothing
   * has claimed nothing: whether it is a repeat is asked before it is told so.
   */
  <O extends Outcome> ResponseEntity<?> answer(OneCall<O> call) {
    var key = call.key();
    if (key == null) {
      return call.telling().apply(call.making().apply(Claim.none()));
    }
    var answers = new Answers<>(call);
    var claim = Claim.open(key, call.fingerprint().get(), answers::kept);
    var outcome = call.making().apply(claim);
    return switch (claim.state()) {
      case ANSWERED -> answers.of(outcome);
      case MADE -> kept(key, outcome, answers.of(outcome));
      case OPEN -> claimed(call, outcome);
      case REFUSED -> claimed(call, null);
    };
  }

  /** Answers a call whose key is claimed before it is made. */
  <O extends Outcome> ResponseEntity<?> answerInTurn(OneCall<O> call) {
    return call.key() == null
        ? call.telling().apply(call.making().apply(Claim.none()))
        : claimed(call, null);
  }

  /**
   * Claims the key, and gives the answer of whoever had it before.
   *
   * @param told where the call has been made and has begun nothing
   */
  private <O extends Outcome> ResponseEntity<?> claimed(OneCall<O> call, @Nullable O told) {
    var key = Objects.requireNonNull(call.key());
    return switch (calls.claim(key, call.fingerprint().get())) {
      case KeyUse.Fresh() ->
          told == null ? made(call) : kept(key, told, call.telling().apply(told));
      case KeyUse.Answered(var first) -> again(first, call.http());
      case KeyUse.Running() -> refusals.answer(new Refusal.InProgress(null), call.http());
      case KeyUse.Reused() -> refusals.answer(new Refusal.KeyReused(), call.http());
      case KeyUse.Interrupted(var verification, var operation) ->
          verification == null || operation == null
              ? made(call)
              : call.interrupted()
                  .apply(verification, operation)
                  .<ResponseEntity<?>>map(
                      outcome -> resumed(key, outcome, call.telling().apply(outcome)))
                  .orElseGet(() -> made(call));
    };
  }

  /** Makes a call whose key is its own. */
  private <O extends Outcome> ResponseEntity<?> made(OneCall<O> call) {
    var key = Objects.requireNonNull(call.key());
    var answers = new Answers<>(call);
    var claim = Claim.made(key, call.fingerprint().get(), answers::kept);
    var outcome = call.making().apply(claim);
    var answer = answers.of(outcome);
    return claim.state() == State.ANSWERED ? answer : kept(key, outcome, answer);
  }

  /** Where the answer cannot be kept now, the claim lapses and the next repeat is told anew. */
  private ResponseEntity<?> kept(IdempotencyKey key, Outcome outcome, ResponseEntity<?> answer) {
    try {
      switch (outcome.effect()) {
        case NOT_STARTED -> calls.free(key);
        case OPEN -> calls.leaveOpen(key);
        case FINAL -> calls.answer(key, keep(outcome, answer));
      }
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("An answer could not be kept");
    }
    return answer;
  }

  /** A call that began is not forgotten, even where this repeat of it could not be answered. */
  private ResponseEntity<?> resumed(IdempotencyKey key, Outcome outcome, ResponseEntity<?> answer) {
    if (outcome.effect() == Effect.NOT_STARTED) {
      calls.leaveOpen(key);
      return answer;
    }
    return kept(key, outcome, answer);
  }

  private KeptAnswer keep(Outcome outcome, ResponseEntity<?> answer) {
    var retryAfter = answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    var contentType = answer.getHeaders().getContentType();
    return new KeptAnswer(
        outcome.requestId(),
        answer.getStatusCode().value(),
        retryAfter == null ? null : (Long) Long.parseLong(retryAfter),
        contentType == null ? MediaType.APPLICATION_JSON_VALUE : contentType.toString(),
        json.writeValueAsString(answer.getBody()));
  }

  private static ResponseEntity<byte[]> again(KeptAnswer kept, HttpServletRequest http) {
    AnswerWord.note(http, "repeated");
    return wire(kept);
  }

  private static ResponseEntity<byte[]> wire(KeptAnswer kept) {
    var answer =
        ResponseEntity.status(kept.status())
            .contentType(MediaType.parseMediaType(kept.contentType()));
    if (kept.retryAfter() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(kept.retryAfter()));
    }
    return answer.body(kept.body().getBytes(StandardCharsets.UTF_8));
  }

  /** What the outcomes of a call come to; one that is kept is put into words once. */
  private final class Answers<O extends Outcome> {

    private final OneCall<O> call;
    private @Nullable O told;
    private @Nullable ResponseEntity<?> answer;

    Answers(OneCall<O> call) {
      this.call = call;
    }

    Optional<KeptAnswer> kept(O outcome) {
      if (outcome.effect() != Effect.FINAL) {
        return Optional.empty();
      }
      var kept = keep(outcome, call.telling().apply(outcome));
      this.told = outcome;
      this.answer = wire(kept);
      return Optional.of(kept);
    }

    ResponseEntity<?> of(O outcome) {
      return answer != null && outcome.equals(told) ? answer : call.telling().apply(outcome);
    }
  }
}
