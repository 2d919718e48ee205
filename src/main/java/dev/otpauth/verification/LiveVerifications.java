package dev.otpauth.verification;

import dev.otpauth.idempotency.Reply;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Adds to a rate-limited reply the caller's live verification of the same number, so that the app
 * can show the code field again.
 */
@Component
class LiveVerifications {

  private static final List<OtpStatus> OPEN =
      Stream.of(OtpStatus.values()).filter(it -> !it.isFinal()).toList();

  private final Verifications verifications;
  private final VerificationViews views;
  private final PhoneVault vault;
  private final Clock clock;

  LiveVerifications(
      Verifications verifications, VerificationViews views, PhoneVault vault, Clock clock) {
    this.verifications = verifications;
    this.views = views;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Adds the caller's latest live verification of the same number and purpose to a rate-limited
   * request.
   */
  Reply<RequestOutcome> withLive(Reply<RequestOutcome> reply, RequestOtp request) {
    return withLive(
        reply, () -> latest(request.callerId(), request.purpose(), vault.digest(request.mobile())));
  }

  /** Adds the verification itself to a rate-limited resend, if it is still live. */
  Reply<RequestOutcome> withLive(Reply<RequestOutcome> reply, ResendOtp resend) {
    return withLive(reply, () -> own(resend.requestId(), resend.callerId()));
  }

  private Reply<RequestOutcome> withLive(
      Reply<RequestOutcome> reply, Supplier<Optional<Verification>> findLive) {
    return reply instanceof Reply.Outcome<RequestOutcome>(Refusal.RateLimited limited)
        ? findLive
            .get()
            .<Reply<RequestOutcome>>map(it -> new Reply.Outcome<>(limited.withLive(views.of(it))))
            .orElse(reply)
        : reply;
  }

  private Optional<Verification> latest(String callerId, String purpose, KeyedDigest phone) {
    return verifications.open(phone.bytes(), callerId, purpose, OPEN, clock.instant()).stream()
        .filter(it -> !it.isOver())
        .findFirst();
  }

  private Optional<Verification> own(UUID id, String callerId) {
    return verifications
        .findByIdAndCallerId(id, callerId)
        .filter(it -> !it.isOver() && it.expiresAt().isAfter(clock.instant()));
  }
}
