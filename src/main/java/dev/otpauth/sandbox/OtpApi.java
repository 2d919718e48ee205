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

/** The provider's five OTP operations. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/otp")
class OtpApi {

  private final SimulatedOtps book;
  private final ScriptedAnswers scripted;
  private final Clock clock;
  private final JsonMapper mapper;

  OtpApi(SimulatedOtps book, ScriptedAnswers scripted, Clock clock, JsonMapper mapper) {
    this.book = book;
    this.scripted = scripted;
    this.clock = clock;
    this.mapper = mapper;
  }

  @PostMapping("/send")
  ResponseEntity<?> send(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var destination = fields.requiredNumber("mobile");
    var sender = fields.requiredNumber("from_number");
    return scripted.play(
        destination, request, () -> answer(book.send(destination, sender), "otp_sent"));
  }

  @PostMapping("/resend")
  ResponseEntity<?> resend(HttpServletRequest request) throws IOException {
    var reference = fields(request).required("reference_id");
    var previous = book.find(reference);
    if (previous.isEmpty()) {
      return Refusal.UNKNOWN_REFERENCE.answer();
    }
    return scripted.play(
        previous.get().destination(), request, () -> answer(book.resend(reference), "otp_resent"));
  }

  @PostMapping("/verify")
  ResponseEntity<SimulatedAnswer> verify(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var reference = fields.required("reference_id");
    var code = fields.required("otp_code");
    return switch (book.verify(reference, code)) {
      case VerifyOutcome.Matched(var matched, var verifiedAt) ->
          success(
              "otp_verified",
              "OTP verified successfully.",
              new Data.Verified(matched, Data.TIME.format(verifiedAt)));
      case VerifyOutcome.Mismatched(var remaining) ->
          Refusal.WRONG_CODE.answer(new Data.Mismatched(remaining));
      case VerifyOutcome.Closed _ -> Refusal.EXPIRED.answer();
      case VerifyOutcome.Exhausted _ -> Refusal.EXHAUSTED.answer();
      case VerifyOutcome.UnknownReference _ -> Refusal.UNKNOWN_REFERENCE.answer();
    };
  }

  @GetMapping("/status")
  ResponseEntity<SimulatedAnswer> status(HttpServletRequest request) throws IOException {
    var reference = fields(request).required("reference_id");
    return book.find(reference)
        .map(otp -> Data.Current.of(otp, clock.instant()))
        .map(current -> success("otp_status", "OTP status retrieved.", current))
        .orElseGet(Refusal.UNKNOWN_REFERENCE::answer);
  }

  @GetMapping("/history")
  ResponseEntity<SimulatedAnswer> history(HttpServletRequest request) throws IOException {
    var query = HistoryQuery.of(fields(request));
    var history = query.of(book.newestFirst(), clock.instant());
    return success("otp_history", "OTP history retrieved.", history);
  }

  private Fields fields(HttpServletRequest request) throws IOException {
    return Fields.of(request, mapper, Refusal.INVALID_FIELD);
  }

  private static ResponseEntity<SimulatedAnswer> answer(SendOutcome outcome, String remark) {
    return switch (outcome) {
      case SendOutcome.Sent(var otp) ->
          success(
              remark,
              "OTP sent successfully",
              new Data.Sent(otp.reference(), SimulatedOtp.LIFETIME.toSeconds()));
      case SendOutcome.Throttled(var retryAfter) ->
          Refusal.THROTTLED.answer(new Data.Throttled(retryAfter));
      case SendOutcome.UnknownReference _ -> Refusal.UNKNOWN_REFERENCE.answer();
      case SendOutcome.Used _ -> Refusal.EXPIRED.answer();
    };
  }

  private static ResponseEntity<SimulatedAnswer> success(String remark, String message, Data data) {
    return ResponseEntity.ok(SimulatedAnswer.success(remark, message, data));
  }
}
