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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of a call whose answer was lost. A send is looked for in the provider's
 * history, a verify in the reference's status; nothing is ever sent or verified twice to find out.
 */
@Component
@EnableConfigurationProperties(VerificationProperties.class)
class Settlement {

  /** How far the provider's clock may be from ours. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private static final int PAGES = 5;
  private static final int PER_PAGE = 100;

  private final VerificationLedger ledger;
  private final OtpProvider provider;
  private final PhoneVault vault;
  private final ApplicationEventPublisher events;
  private final Duration deadline;
  private final Clock clock;

  Settlement(
      VerificationLedger ledger,
      OtpProvider provider,
      PhoneVault vault,
      ApplicationEventPublisher events,
      VerificationProperties properties,
      Clock clock) {
    this.ledger = ledger;
    this.provider = provider;
    this.vault = vault;
    this.events = events;
    this.deadline = properties.settlement().deadline();
    this.clock = clock;
  }

  /**
   * Settles an operation that nobody holds any more; empty where somebody does, or it is erased.
   */
  Optional<Verification> settle(UUID id) {
    return ledger.takeOver(id).flatMap(this::settle);
  }

  /**
   * Settles an operation that is held; it stays unsettled where it cannot be known yet.
   *
   * @return empty where it was erased meanwhile
   */
  private Optional<Verification> settle(Verification held) {
    return switch (held.inFlight().operation()) {
      case SEND, RESEND -> settleSend(held);
      case VERIFY -> ledger.recordVerify(held, ofVerify(held, Unknown.LOST));
    };
  }

  private Optional<Verification> settleSend(Verification held) {
    var found = search(held);
    if (found instanceof Search.Found(var entry)) {
      tell(held, Conclusion.SENT);
      return ledger.recordSend(held, accepted(entry, held, clock.instant()));
    }
    if (clock.instant().isBefore(decidedAt(held, found))) {
      tell(held, null);
      return ledger.recordSend(held, Unknown.LOST);
    }
    tell(held, Conclusion.LOST);
    return ledger.recordLost(held);
  }

  private Instant decidedAt(Verification held, Search found) {
    return found instanceof Search.NotAnswered
        ? held.inFlight().startedAt().plus(NewVerification.USUAL_VALIDITY)
        : held.inFlight().decidedAt(deadline);
  }

  /**
   * What the provider's history says of a send or resend that is held, and whose answer its holder
   * has just got in vain, or not at all.
   */
  SendResult ofSend(Verification held, Unknown unknown) {
    if (search(held) instanceof Search.Found(var entry)) {
      tell(held, Conclusion.SENT);
      return accepted(entry, held, clock.instant());
    }
    tell(held, null);
    return unknown;
  }

  private static SendResult.Accepted accepted(
      ReferenceState found, Verification held, Instant now) {
    var expiresAt =
        Objects.requireNonNullElse(
            found.expiresAt(), held.inFlight().startedAt().plus(NewVerification.USUAL_VALIDITY));
    return new SendResult.Accepted(found.reference(), Duration.between(now, expiresAt));
  }

  /** Looks for what was sent: to that number, in that time, under a reference that is nobody's. */
  private Search search(Verification held) {
    var destination = vault.open(held.phone());
    var sender = new PhoneNumber(held.sender());
    var candidates = new LinkedHashMap<Reference, ReferenceState>();
    for (var page = 1; page <= PAGES; page++) {
      var query = new HistoryQuery(page, PER_PAGE, null, destination, sender);
      if (!(provider.history(query) instanceof HistoryResult.Page listed)) {
        return new Search.NotAnswered();
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
    candidates.keySet().retainAll(ledger.free(candidates.keySet()));
    return candidates.size() == 1
        ? new Search.Found(candidates.firstEntry().getValue())
        : new Search.NotFound();
  }

  private boolean mayBe(ReferenceState entry, Verification held, PhoneNumber destination) {
    var createdAt = entry.createdAt() == null ? entry.sentAt() : entry.createdAt();
    var started = held.inFlight().startedAt();
    return createdAt != null
        && !createdAt.isBefore(started.minus(CLOCK_SKEW))
        && !createdAt.isAfter(started.plus(deadline).plus(CLOCK_SKEW))
        && entry.mayBeTo(destination);
  }

  /**
   * What the status of the reference says of a verify that is held. After an answer, what has not
   * changed may still change for a moment, and is looked at once more.
   */
  VerifyResult ofVerify(Verification held, Unknown unknown) {
    var result = askedOfVerify(held);
    if (result instanceof Unreachable && unknown.answered()) {
      result = isStillHeldLater(held) ? askedOfVerify(held) : unknown;
    }
    tell(
        held,
        switch (result) {
          case VerifyResult.Matched _ -> Conclusion.MATCHED;
          case VerifyResult.Mismatched _ -> Conclusion.MISMATCHED;
          case VerifyResult.Expired _ -> Conclusion.EXPIRED;
          case VerifyResult.Exhausted _ -> Conclusion.EXHAUSTED;
          case Refused _, Throttled _, Unreachable _ -> Conclusion.GIVEN_BACK;
          case Unknown _ -> null;
        });
    return result;
  }

  private boolean isStillHeldLater(Verification held) {
    try {
      Thread.sleep(InFlight.BOOKS_ARE_FINAL);
      return ledger.renew(held);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(Verification held, @Nullable Conclusion conclusion) {
    events.publishEvent(
        new SettlementTried(
            held.inFlight().operation().name().toLowerCase(Locale.ROOT),
            conclusion == null ? "open" : conclusion.name().toLowerCase(Locale.ROOT)));
  }

  private VerifyResult askedOfVerify(Verification held) {
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
    // Failed without an attempt, it could not be delivered: the attempt was not processed.
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

  /** What came of looking for what was sent. */
  private sealed interface Search {

    /** It is there. */
    record Found(ReferenceState entry) implements Search {}

    /** It is not, or several may be it. */
    record NotFound() implements Search {}

    /** The provider could not be asked. */
    record NotAnswered() implements Search {}
  }
}
