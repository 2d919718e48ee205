package dev.otpauth.bench.afternoon;

import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AfternoonController {

  private final AfternoonService service;

  AfternoonController(AfternoonService service) {
    this.service = service;
  }

  @PostMapping("/auth/otp/request")
  Requested request(@RequestBody Request request) {
    var otp = service.request(request.mobile());
    return new Requested(Objects.requireNonNull(otp.id()), "sent");
  }

  @PostMapping("/auth/otp/confirm")
  Confirmed confirm(@RequestBody Confirm confirm) {
    return new Confirmed(service.confirm(confirm.request_id(), confirm.otp_code()));
  }

  record Request(String mobile) {}

  record Requested(UUID request_id, String status) {}

  record Confirm(UUID request_id, String otp_code) {}

  record Confirmed(boolean verified) {}
}
