package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotentResponses;
import dev.otpauth.verification.ConfirmOutcome;
import dev.otpauth.verification.HistoryOutcome;
import dev.otpauth.verification.OtpQueries;
import dev.otpauth.verification.OtpVerifications;
import dev.otpauth.verification.Refusal;
import dev.otpauth.verification.RequestOutcome;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for request, resend, confirm, status and history. */
@RestController
@RequestMapping("/auth/otp")
class OtpController {

  private final OtpVerifications verifications;
  private final OtpQueries queries;
  private final IdempotentResponses responses;
  private final Fingerprints fingerprints;
  private final Refusals refusals;

  OtpController(
      OtpVerifications verifications,
      OtpQueries queries,
      IdempotentResponses responses,
      Fingerprints fingerprints,
      Refusals refusals) {
    this.verifications = verifications;
    this.queries = queries;
    this.responses = responses;
    this.fingerprints = fingerprints;
    this.refusals = refusals;
  }

  @PostMapping("/request")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = VerificationBody.class)))
  ResponseEntity<?> request(
      @RequestBody @Valid OtpRequestBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var request = body.toCommand(caller);
    return responses.<RequestOutcome>answer(
        key,
        () -> fingerprints.of(request),
        call -> verifications.request(request, call),
        outcome -> answer(outcome, http),
        http);
  }

  @PostMapping("/resend")
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = VerificationBody.class)))
  ResponseEntity<?> resend(
      @RequestBody @Valid OtpResendBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var resend = body.toCommand(caller);
    return responses.<RequestOutcome>answer(
        key,
        () -> fingerprints.of(resend),
        call -> verifications.resend(resend, call),
        outcome -> answer(outcome, http),
        http);
  }

  private ResponseEntity<?> answer(RequestOutcome outcome, HttpServletRequest http) {
    return switch (outcome) {
      case RequestOutcome.Started(var view) ->
          ResponseEntity.accepted().body(VerificationBody.of(view));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }

  @PostMapping("/confirm")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ConfirmationBody.class)))
  ResponseEntity<?> confirm(
      @RequestBody @Valid OtpConfirmBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var confirm = body.toCommand(caller);
    return responses.<ConfirmOutcome>answer(
        key,
        () -> fingerprints.of(confirm),
        call -> verifications.confirm(confirm, call),
        outcome -> answer(outcome, http),
        http);
  }

  private ResponseEntity<?> answer(ConfirmOutcome outcome, HttpServletRequest http) {
    return switch (outcome) {
      case ConfirmOutcome.Verified verified -> ResponseEntity.ok(ConfirmationBody.of(verified));
      case ConfirmOutcome.WrongCode wrong -> refusals.answer(wrong, http);
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = VerificationBody.class)))
  @GetMapping("/{request_id:" + RequestId.SEGMENT + "}")
  ResponseEntity<?> status(
      @PathVariable("request_id") String requestId, Caller caller, HttpServletRequest http) {
    var outcome =
        RequestId.parse(requestId)
            .map(it -> queries.status(it, caller))
            .orElseGet(Refusal.NotFound::new);
    return switch (outcome) {
      case RequestOutcome.Started(var view) -> ResponseEntity.ok(VerificationBody.of(view));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }

  @PostMapping("/history")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = HistoryBody.class)))
  ResponseEntity<?> history(
      @RequestBody(required = false) @Valid @Nullable OtpHistoryBody body,
      Caller caller,
      HttpServletRequest http) {
    var query = Objects.requireNonNullElse(body, OtpHistoryBody.ALL).query();
    return switch (queries.history(query, caller)) {
      case HistoryOutcome.Listed(var page) -> ResponseEntity.ok(HistoryBody.of(page));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }
}
