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
 * Finds what can still be confirmed where no further code is sent: the app was closed, or the
 * button pressed twice, and the code that is there will do.
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

  /** Names the caller's latest of the same number and purpose, where a request was limited. */
  Reply<RequestOutcome> beside(Reply<RequestOutcome> reply, RequestOtp request) {
    return beside(
        reply, () -> latest(request.callerId(), request.purpose(), vault.digest(request.mobile())));
  }

  /** Names the verification itself, where a resend was limited. */
  Reply<RequestOutcome> beside(Reply<RequestOutcome> reply, ResendOtp resend) {
    return beside(reply, () -> own(resend.requestId(), resend.callerId()));
  }

  private Reply<RequestOutcome> beside(
      Reply<RequestOutcome> reply, Supplier<Optional<Verification>> finding) {
    return reply instanceof Reply.Outcome<RequestOutcome>(Refusal.RateLimited limited)
        ? finding
            .get()
            .<Reply<RequestOutcome>>map(it -> new Reply.Outcome<>(limited.beside(views.of(it))))
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
