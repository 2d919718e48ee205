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
 * Settles operations whose result is unknown: determines the result with {@link OutcomeSearch} and
 * stores it. Never repeats a send or verify.
 */
@Component
@EnableConfigurationProperties(VerificationProperties.class)
class Settlement {

  /** The time after a code's expiry from which an unknown verify counts as expired. */
  private static final Duration VERIFY_SETTLEMENT_LIMIT = Duration.ofHours(1);

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
   * Settles an operation whose lease has lapsed; empty if it is leased or settled, or the
   * verification is erased.
   */
  Optional<Verification> settle(UUID id) {
    return ledger.takeOver(id).flatMap(this::settle);
  }

  /**
   * Settles an operation of which we hold the lease; it stays unsettled if the result is not known
   * yet.
   *
   * @return empty if the verification was erased meanwhile
   */
  private Optional<Verification> settle(Verification held) {
    return switch (held.inFlight().operation()) {
      case SEND, RESEND -> settleSend(held);
      case VERIFY -> ledger.recordVerify(held, expireIfTooLate(held, ofVerify(held, Unknown.LOST)));
    };
  }

  /** Ends an unknown verify long after the code's expiry; the attempt stays counted. */
  private VerifyResult expireIfTooLate(Verification held, VerifyResult result) {
    var end = held.expiresAt().plus(VERIFY_SETTLEMENT_LIMIT);
    return result instanceof Unknown && clock.instant().isAfter(end)
        ? new VerifyResult.Expired()
        : result;
  }

  private Optional<Verification> settleSend(Verification held) {
    return switch (search.findSent(held)) {
      case Found(var accepted) -> {
        publish(held, OperationResult.SENT);
        yield ledger.recordSend(held, accepted);
      }
      case Missing(var decidedAt) when clock.instant().isBefore(decidedAt) -> {
        publish(held, null);
        yield ledger.recordSend(held, Unknown.LOST);
      }
      case Missing _ -> {
        publish(held, OperationResult.LOST);
        yield ledger.recordLost(held);
      }
    };
  }

  /**
   * Looks up the result of a send or resend right after its unknown result; returns {@code unknown}
   * if the history does not show it.
   */
  SendResult ofSend(Verification held, Unknown unknown) {
    if (search.findSent(held) instanceof Found(var accepted)) {
      publish(held, OperationResult.SENT);
      return accepted;
    }
    publish(held, null);
    return unknown;
  }

  /**
   * Looks up the result of a verify right after its unknown result. If the provider had responded
   * and its status shows no change, the status is read once more after {@link
   * PendingOperation#PROVIDER_CONSISTENCY_DELAY}.
   */
  VerifyResult ofVerify(Verification held, Unknown unknown) {
    var result = search.findVerifyResult(held);
    if (result instanceof Unreachable && unknown.answered()) {
      result = waitAndRenew(held) ? search.findVerifyResult(held) : unknown;
    }
    publish(
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

  private boolean waitAndRenew(Verification held) {
    try {
      Thread.sleep(PendingOperation.PROVIDER_CONSISTENCY_DELAY);
      return ledger.renew(held);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void publish(Verification held, @Nullable OperationResult conclusion) {
    events.publishEvent(
        new SettlementTried(
            held.inFlight().operation().name().toLowerCase(Locale.ROOT),
            conclusion == null ? "open" : conclusion.name().toLowerCase(Locale.ROOT)));
  }
}
