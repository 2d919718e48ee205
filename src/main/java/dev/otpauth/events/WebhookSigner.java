package dev.otpauth.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/** Signs webhooks with the symmetric scheme of Standard Webhooks 1.0 (v1: HMAC-SHA256). */
final class WebhookSigner {

  private final List<WebhookSecret> secrets;

  WebhookSigner(List<WebhookSecret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** The value of the header {@code webhook-signature}: one signature per secret. */
  String sign(String id, Instant timestamp, String body) {
    var content = (id + "." + timestamp.getEpochSecond() + "." + body).getBytes(UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(secret, content)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] mac(WebhookSecret secret, byte[] content) {
    try {
      var mac = Mac.getInstance(WebhookSecret.ALGORITHM);
      mac.init(secret.key());
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }
}
