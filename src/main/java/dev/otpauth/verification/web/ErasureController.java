package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.verification.Erasure;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint that erases everything stored about a number. */
@RestController
class ErasureController {

  private final Erasure erasure;

  ErasureController(Erasure erasure) {
    this.erasure = erasure;
  }

  @PostMapping("/auth/otp/erase")
  ErasedBody erase(@RequestBody @Valid OtpEraseBody body, Caller caller) {
    return ErasedBody.of(erasure.erase(body.number(), caller, body.alsoContacts()));
  }
}
