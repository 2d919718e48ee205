package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Simulates the provider's five OTP operations. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/otp")
class OtpApi {

  private final SimulatedOtps otps;
  private final ScriptedResponses scripted;
  private final Clock clock;
  private final JsonMapper mapper;

  OtpApi(SimulatedOtps otps, ScriptedResponses scripted, Clock clock, JsonMapper mapper) {
    this.otps = otps;
    this.scripted = scripted;
    this.clock = clock;
    this.mapper = mapper;
  }

  @PostMapping("/send")
  ResponseEntity<?> send(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var destination = fields.requiredNumber("mobile");
    var sender = fields.requiredNumber("from_number");
    return scripted.respond(
        destination, request, () -> answer(otps.send(destination, sender), "otp_sent"));
  }

  @PostMapping("/resend")
  ResponseEntity<?> resend(HttpServletRequest request) throws IOException {
    var reference = fields(request).required("reference_id");
    var previous = otps.find(reference);
    if (previous.isEmpty()) {
      return ProviderError.UNKNOWN_REFERENCE.answer();
    }
    return scripted.respond(
        previous.get().destination(), request, () -> answer(otps.resend(reference), "otp_resent"));
  }

  @PostMapping("/verify")
  ResponseEntity<ResponseEnvelope> verify(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var reference = fields.required("reference_id");
    var code = fields.required("otp_code");
    return switch (otps.verify(reference, code)) {
      case OtpVerifyOutcome.Matched(var matched, var verifiedAt) ->
          success(
              "otp_verified",
              "OTP verified successfully.",
              new ResponseData.Verified(matched, ResponseData.TIME.format(verifiedAt)));
      case OtpVerifyOutcome.Mismatched(var remaining) ->
          ProviderError.WRONG_CODE.answer(new ResponseData.Mismatched(remaining));
      case OtpVerifyOutcome.Closed _ -> ProviderError.EXPIRED.answer();
      case OtpVerifyOutcome.Exhausted _ -> ProviderError.EXHAUSTED.answer();
      case OtpVerifyOutcome.UnknownReference _ -> ProviderError.UNKNOWN_REFERENCE.answer();
    };
  }

  @GetMapping("/status")
  ResponseEntity<ResponseEnvelope> status(HttpServletRequest request) throws IOException {
    var reference = fields(request).required("reference_id");
    return otps.find(reference)
        .map(otp -> ResponseData.OtpStatus.of(otp, clock.instant()))
        .map(current -> success("otp_status", "OTP status retrieved.", current))
        .orElseGet(ProviderError.UNKNOWN_REFERENCE::answer);
  }

  @GetMapping("/history")
  ResponseEntity<ResponseEnvelope> history(HttpServletRequest request) throws IOException {
    var query = OtpHistoryQuery.of(fields(request));
    var history = query.of(otps.newestFirst(), clock.instant());
    return success("otp_history", "OTP history retrieved.", history);
  }

  private RequestFields fields(HttpServletRequest request) throws IOException {
    return RequestFields.of(request, mapper, ProviderError.INVALID_FIELD);
  }

  private static ResponseEntity<ResponseEnvelope> answer(OtpSendOutcome outcome, String remark) {
    return switch (outcome) {
      case OtpSendOutcome.Sent(var otp) ->
          success(
              remark,
              "OTP sent successfully",
              new ResponseData.Sent(otp.reference(), SimulatedOtp.LIFETIME.toSeconds()));
      case OtpSendOutcome.Throttled(var retryAfter) ->
          ProviderError.THROTTLED.answer(new ResponseData.Throttled(retryAfter));
      case OtpSendOutcome.UnknownReference _ -> ProviderError.UNKNOWN_REFERENCE.answer();
      case OtpSendOutcome.Used _ -> ProviderError.EXPIRED.answer();
    };
  }

  private static ResponseEntity<ResponseEnvelope> success(
      String remark, String message, ResponseData data) {
    return ResponseEntity.ok(ResponseEnvelope.success(remark, message, data));
  }
}
