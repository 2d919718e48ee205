package dev.otpauth.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The codes on all simulated phones, for programs, and the page for people. */
@Profile("sandbox")
@RestController
class SandboxPageController {

  private static final int SHOWN = 50;

  /** Said outright: the service answers JSON to whoever asks for anything else. */
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final SimulatedOtps otps;

  SandboxPageController(SimulatedOtps otps) {
    this.otps = otps;
  }

  /** The page for people; what it loads is below {@code /sandbox/page/}. */
  @GetMapping("/sandbox")
  ResponseEntity<Resource> page() {
    return ResponseEntity.ok().contentType(HTML).body(new ClassPathResource("sandbox/index.html"));
  }

  /**
   * The 50 newest codes, the newest first; those whose code has expired stay, as in any chat.
   *
   * @param mobile a number in any usual form; all phones without it
   */
  @GetMapping("/sandbox/inbox")
  ResponseEntity<?> inbox(@RequestParam(required = false) @Nullable String mobile) {
    if (mobile == null || mobile.isBlank()) {
      return ResponseEntity.ok(messages(otps.newestFirst()));
    }
    var number = Msisdn.parse(mobile);
    if (number.isEmpty()) {
      return noNumber();
    }
    var phone = number.get();
    return ResponseEntity.ok(
        messages(
            otps.newestFirst().stream().filter(otp -> otp.destination().equals(phone)).toList()));
  }

  @GetMapping("/sandbox/numbers")
  List<ScriptedBehaviour.Row> scriptedNumbers() {
    return ScriptedBehaviour.table();
  }

  static ResponseEntity<ProblemDetail> noNumber() {
    return problem(HttpStatus.BAD_REQUEST, "mobile is not a phone number");
  }

  static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }

  private static List<OtpMessage> messages(List<SimulatedOtp> newestFirst) {
    return newestFirst.stream()
        .filter(SimulatedOtp::deliverable)
        .limit(SHOWN)
        .map(OtpMessage::of)
        .toList();
  }
}
