package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Determines the result of a provider call whose response was lost, by read-only queries: the
 * history for a send, the reference's status for a verify.
 */
@Component
class OutcomeSearch {

  /** The largest assumed difference between the provider's clock and ours. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private static final int PAGES = 5;
  private static final int PER_PAGE = 100;

  private final OtpProvider provider;
  private final Verifications verifications;
  private final PhoneVault vault;
  private final Duration deadline;
  private final Clock clock;

  OutcomeSearch(
      OtpProvider provider,
      Verifications verifications,
      PhoneVault vault,
      VerificationProperties properties,
      Clock clock) {
    this.provider = provider;
    this.verifications = verifications;
    this.vault = vault;
    this.deadline = properties.settlement().deadline();
    this.clock = clock;
  }

  /**
   * Searches the history for the message of a send or resend: same number, created within the
   * window, and a reference that no verification holds. Several candidates count as none.
   */
  SendSearchResult findSent(Verification held) {
    var destination = vault.open(held.phone());
    var sender = new PhoneNumber(held.sender());
    var started = held.inFlight().startedAt();
    var candidates = new LinkedHashMap<Reference, ReferenceState>();
    for (var page = 1; page <= PAGES; page++) {
      var query = new HistoryQuery(page, PER_PAGE, null, destination, sender);
      if (!(provider.history(query) instanceof HistoryResult.Page listed)) {
        return new Missing(started.plus(NewVerification.USUAL_VALIDITY));
      }
      for (var entry : listed.entries()) {
        if (mayBe(entry, held, destination)) {
          candidates.put(entry.reference(), entry);
        }
      }
      if (listed.entries().isEmpty() || page >= listed.lastPage()) {
        break;
      }
    }
    taken(candidates.keySet()).forEach(candidates::remove);
    return candidates.size() == 1
        ? new Found(accepted(candidates.firstEntry().getValue(), held))
        : new Missing(held.inFlight().decidedAt(deadline));
  }

  private boolean mayBe(ReferenceState entry, Verification held, PhoneNumber destination) {
    var createdAt = entry.createdAt() == null ? entry.sentAt() : entry.createdAt();
    var started = held.inFlight().startedAt();
    return createdAt != null
        && !createdAt.isBefore(started.minus(CLOCK_SKEW))
        && !createdAt.isAfter(started.plus(deadline).plus(CLOCK_SKEW))
        && entry.mayBeTo(destination);
  }

  private List<Reference> taken(Collection<Reference> candidates) {
    var values = candidates.stream().map(Reference::value).collect(Collectors.toSet());
    return verifications.taken(values).stream().map(Reference::new).toList();
  }

  private SendResult.Accepted accepted(ReferenceState found, Verification held) {
    var expiresAt =
        Objects.requireNonNullElse(
            found.expiresAt(), held.inFlight().startedAt().plus(NewVerification.USUAL_VALIDITY));
    return new SendResult.Accepted(found.reference(), Duration.between(clock.instant(), expiresAt));
  }

  /**
   * Derives the result of a verify from the reference's status; {@link Unknown#LOST} if the status
   * does not tell.
   */
  VerifyResult findVerifyResult(Verification held) {
    return switch (provider.status(held.reference())) {
      case StatusResult.Found(var state) ->
          state.mayBeTo(vault.open(held.phone())) ? ofVerify(held, state) : Unknown.LOST;
      case Refused(var cause) when cause == Refused.Cause.REFERENCE -> new VerifyResult.Expired();
      case Refused _, Throttled _, Unknown _, Unreachable _ -> Unknown.LOST;
    };
  }

  private VerifyResult ofVerify(Verification held, ReferenceState state) {
    if (state.status() == OtpStatus.VERIFIED) {
      return new VerifyResult.Matched(
          Objects.requireNonNullElse(state.verifiedAt(), clock.instant()));
    }
    // Failed without an attempt means undeliverable: the verify was not processed.
    if (state.status() == OtpStatus.FAILED && state.verifyAttempts().orElse(1) > 0) {
      return new VerifyResult.Exhausted();
    }
    if (state.verifyAttempts().isEmpty()) {
      return Unknown.LOST;
    }
    if (state.verifyAttempts().getAsInt() > held.referenceAttempts()) {
      return new VerifyResult.Mismatched(OptionalInt.empty());
    }
    return state.status() == OtpStatus.EXPIRED
        ? new VerifyResult.Expired()
        : new Unreachable(Duration.ofSeconds(1));
  }

  /** The result of searching for a message. */
  sealed interface SendSearchResult {}

  /** The message was found. */
  record Found(SendResult.Accepted accepted) implements SendSearchResult {}

  /**
   * The message was not found, or the query failed.
   *
   * @param decidedAt from when on a missing message counts as not sent
   */
  record Missing(Instant decidedAt) implements SendSearchResult {}
}
