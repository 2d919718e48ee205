package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.ConfirmOtp;
import dev.otpauth.verification.RequestOtp;
import dev.otpauth.verification.ResendOtp;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Computes the fingerprint of a request body, by which a repeat of the call is recognised. */
@Component
class Fingerprints {

  /**
   * The bytes of a code's digest in the fingerprint. Two bytes detect a changed code in all but one
   * of 65,536 cases, but do not identify one of a million codes, even with the key.
   */
  private static final int CODE_BYTES = 2;

  private final PhoneVault vault;

  Fingerprints(PhoneVault vault) {
    this.vault = vault;
  }

  byte[] of(RequestOtp request) {
    var clientIp = request.clientIp();
    var sender = request.sender();
    return digest(
        "request",
        request.mobile().e164(),
        request.purpose(),
        clientIp == null ? "" : clientIp.getHostAddress(),
        sender == null ? "" : sender.e164());
  }

  byte[] of(ResendOtp resend) {
    return digest("resend", resend.requestId().toString());
  }

  byte[] of(ConfirmOtp confirm) {
    var mobile = confirm.mobile();
    var body =
        digest(
            "confirm",
            confirm.requestId().toString(),
            Objects.requireNonNullElse(confirm.purpose(), ""),
            mobile == null ? "" : mobile.e164());
    var code = digest("code", confirm.requestId().toString(), confirm.code().value());
    var fingerprint = Arrays.copyOf(body, body.length + CODE_BYTES);
    System.arraycopy(code, 0, fingerprint, body.length, CODE_BYTES);
    return fingerprint;
  }

  private byte[] digest(String... parts) {
    return vault.digest(String.join("\n", parts)).bytes();
  }
}
