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

/** Serves the sandbox's page, the codes on the simulated phones and the scripted numbers. */
@Profile("sandbox")
@RestController
class SandboxPageController {

  private static final int SHOWN = 50;

  /** Set explicitly, since the service answers JSON whatever a client accepts. */
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final SimulatedOtps otps;

  SandboxPageController(SimulatedOtps otps) {
    this.otps = otps;
  }

  /** Returns the page. Its scripts and styles are below {@code /sandbox/page/}. */
  @GetMapping("/sandbox")
  ResponseEntity<Resource> page() {
    return ResponseEntity.ok().contentType(HTML).body(new ClassPathResource("sandbox/index.html"));
  }

  /**
   * Returns the 50 newest codes on a phone, newest first, expired ones included.
   *
   * @param mobile a number in any usual form; all phones if absent
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
        .filter(SimulatedOtp::isDeliverable)
        .limit(SHOWN)
        .map(OtpMessage::of)
        .toList();
  }
}
