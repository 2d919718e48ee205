package dev.otpauth.crm;

import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotentResponses;
import dev.otpauth.provider.CrmCall;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers calls that change something, at most once for each Idempotency-Key. */
@Component
class KeyedAnswers {

  private final CrmCalls calls;
  private final CrmAnswers answers;
  private final IdempotentResponses responses;
  private final CallFingerprints fingerprints;

  KeyedAnswers(
      CrmCalls calls,
      CrmAnswers answers,
      IdempotentResponses responses,
      CallFingerprints fingerprints) {
    this.calls = calls;
    this.answers = answers;
    this.responses = responses;
    this.fingerprints = fingerprints;
  }

  /**
   * Makes a call and returns its response; with a key, at most once.
   *
   * @param upload the file of the request; null if there is none
   * @param key null if the request has no key
   */
  ResponseEntity<?> answer(
      CrmCall call,
      @Nullable Upload upload,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    return responses.<CrmOutcome>answer(
        key,
        () -> fingerprints.of(call),
        keyed -> calls.change(call, upload, caller, keyed),
        outcome -> answers.answer(outcome, http),
        http);
  }
}
