package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.verification.CancelOutcome;
import dev.otpauth.verification.Cancellation;
import dev.otpauth.verification.Refusal;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint that cancels a verification, for "wrong number" and "it wasn't me". */
@RestController
class CancellationController {

  private final Cancellation cancellation;
  private final Refusals refusals;

  CancellationController(Cancellation cancellation, Refusals refusals) {
    this.cancellation = cancellation;
    this.refusals = refusals;
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = VerificationBody.class)))
  @DeleteMapping("/auth/otp/{request_id:" + RequestId.SEGMENT + "}")
  ResponseEntity<?> cancel(
      @PathVariable("request_id") String requestId, Caller caller, HttpServletRequest http) {
    var outcome =
        RequestId.parse(requestId)
            .map(it -> cancellation.cancel(it, caller))
            .orElseGet(Refusal.NotFound::new);
    return switch (outcome) {
      case CancelOutcome.Over(var view) -> ResponseEntity.ok(VerificationBody.of(view));
      case Refusal refusal -> refusals.answer(refusal, http);
    };
  }
}
