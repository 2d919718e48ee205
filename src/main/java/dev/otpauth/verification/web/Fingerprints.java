package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.ConfirmOtp;
import dev.otpauth.verification.RequestOtp;
import dev.otpauth.verification.ResendOtp;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tells the body of one call from that of another, without keeping either. */
@Component
class Fingerprints {

  /**
   * What is kept of a code's digest. Two bytes tell a changed code from the same one in all but one
   * of 65,536 cases, and do not say which of a million codes it was, even to the key's holder.
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
