package dev.otpauth.verification;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.verification.OutcomeSearch.Found;
import dev.otpauth.verification.OutcomeSearch.Missing;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
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

  /** After the end of a code, until a verify whose outcome is unknown counts as one too late. */
  private static final Duration GIVEN_UP = Duration.ofHours(1);

  private final VerificationLedger ledger;
  private final OutcomeSearch search;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Settlement(
      VerificationLedger ledger,
      OutcomeSearch search,
      ApplicationEventPublisher events,
      Clock clock) {
    this.ledger = ledger;
    this.search = search;
    this.events = events;
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
      case VERIFY -> ledger.recordVerify(held, givenUp(held, ofVerify(held, Unknown.LOST)));
    };
  }

  /** What is not known long after the code's end is not known ever; the attempt stays counted. */
  private VerifyResult givenUp(Verification held, VerifyResult result) {
    var end = held.expiresAt().plus(GIVEN_UP);
    return result instanceof Unknown && clock.instant().isAfter(end)
        ? new VerifyResult.Expired()
        : result;
  }

  private Optional<Verification> settleSend(Verification held) {
    return switch (search.sent(held)) {
      case Found(var accepted) -> {
        tell(held, OperationResult.SENT);
        yield ledger.recordSend(held, accepted);
      }
      case Missing(var decidedAt) when clock.instant().isBefore(decidedAt) -> {
        tell(held, null);
        yield ledger.recordSend(held, Unknown.LOST);
      }
      case Missing _ -> {
        tell(held, OperationResult.LOST);
        yield ledger.recordLost(held);
      }
    };
  }

  /**
   * What the provider's history says of a send or resend that is held, and whose answer its holder
   * has just got in vain, or not at all.
   */
  SendResult ofSend(Verification held, Unknown unknown) {
    if (search.sent(held) instanceof Found(var accepted)) {
      tell(held, OperationResult.SENT);
      return accepted;
    }
    tell(held, null);
    return unknown;
  }

  /**
   * What the status of the reference says of a verify that is held. After an answer, what has not
   * changed may still change for a moment, and is looked at once more.
   */
  VerifyResult ofVerify(Verification held, Unknown unknown) {
    var result = search.verified(held);
    if (result instanceof Unreachable && unknown.answered()) {
      result = isStillHeldLater(held) ? search.verified(held) : unknown;
    }
    tell(
        held,
        switch (result) {
          case VerifyResult.Matched _ -> OperationResult.MATCHED;
          case VerifyResult.Mismatched _ -> OperationResult.MISMATCHED;
          case VerifyResult.Expired _ -> OperationResult.EXPIRED;
          case VerifyResult.Exhausted _ -> OperationResult.EXHAUSTED;
          case Refused _, Throttled _, Unreachable _ -> OperationResult.GIVEN_BACK;
          case Unknown _ -> null;
        });
    return result;
  }

  private boolean isStillHeldLater(Verification held) {
    try {
      Thread.sleep(PendingOperation.BOOKS_ARE_FINAL);
      return ledger.renew(held);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(Verification held, @Nullable OperationResult conclusion) {
    events.publishEvent(
        new SettlementTried(
            held.inFlight().operation().name().toLowerCase(Locale.ROOT),
            conclusion == null ? "open" : conclusion.name().toLowerCase(Locale.ROOT)));
  }
}
