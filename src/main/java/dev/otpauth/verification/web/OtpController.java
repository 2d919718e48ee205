package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.verification.ConfirmOutcome;
import dev.otpauth.verification.HistoryOutcome;
import dev.otpauth.verification.OtpQueries;
import dev.otpauth.verification.OtpVerifications;
import dev.otpauth.verification.Refusal;
import dev.otpauth.verification.RequestOutcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The callers' API: wire to command, outcome to HTTP. */
@RestController
@RequestMapping("/auth/otp")
class OtpController {

  private final OtpVerifications verifications;
  private final OtpQueries queries;
  private final Refusals refusals;

  OtpController(OtpVerifications verifications, OtpQueries queries, Refusals refusals) {
    this.verifications = verifications;
    this.queries = queries;
    this.refusals = refusals;
  }

  @PostMapping("/request")
  ResponseEntity<?> request(
      @RequestBody @Valid OtpRequestBody body, Caller caller, HttpServletRequest http) {
    return answer(verifications.request(body.by(caller)), http);
  }

  @PostMapping("/resend")
  ResponseEntity<?> resend(
      @RequestBody @Valid OtpResendBody body, Caller caller, HttpServletRequest http) {
    return answer(verifications.resend(body.id(), caller), http);
  }

  private ResponseEntity<?> answer(RequestOutcome outcome, HttpServletRequest http) {
    return switch (outcome) {
      case RequestOutcome.Started(var view) ->
          ResponseEntity.accepted().body(VerificationBody.of(view));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }

  @PostMapping("/confirm")
  ResponseEntity<?> confirm(
      @RequestBody @Valid OtpConfirmBody body, Caller caller, HttpServletRequest http) {
    return switch (verifications.confirm(body.by(caller))) {
      case ConfirmOutcome.Verified(var view) -> ResponseEntity.ok(ConfirmationBody.of(view));
      case ConfirmOutcome.WrongCode wrong -> refusals.answer(wrong, http);
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }

  @GetMapping("/{requestId:" + RequestId.PATTERN + "}")
  ResponseEntity<?> status(@PathVariable UUID requestId, Caller caller, HttpServletRequest http) {
    var found = queries.status(requestId, caller);
    return found.isPresent()
        ? ResponseEntity.ok(VerificationBody.of(found.get()))
        : refusals.answer(new Refusal.NotFound(), http);
  }

  @PostMapping("/history")
  ResponseEntity<?> history(@RequestBody @Valid OtpHistoryBody body, HttpServletRequest http) {
    return switch (queries.history(body.query())) {
      case HistoryOutcome.Listed(var page) -> ResponseEntity.ok(HistoryBody.of(page));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }
}
