package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.verification.CallAnswered.Call;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * What callers may ask without changing anything: a verification's status, the provider's history.
 */
@Service
public class OtpQueries {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final OtpProvider provider;
  private final VerificationViews views;
  private final AnsweredCalls answered;
  private final Clock clock;

  OtpQueries(
      VerificationLedger ledger,
      Settlement settlement,
      OtpProvider provider,
      VerificationViews views,
      AnsweredCalls answered,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.provider = provider;
    this.views = views;
    this.answered = answered;
    this.clock = clock;
  }

  /**
   * A verification as it stands, brought up to date where it has not ended.
   *
   * @return not found where there is none for this caller
   */
  public RequestOutcome status(UUID requestId, Caller caller) {
    var begun = clock.instant();
    var found =
        (caller.mayReadAll() ? ledger.find(requestId) : ledger.find(requestId, caller.id()))
            .orElse(null);
    return answered.told(
        caller.id(),
        Call.STATUS,
        found,
        begun,
        Optional.ofNullable(found)
            .flatMap(this::refreshed)
            .<RequestOutcome>map(verification -> new Started(views.of(verification)))
            .orElseGet(Refusal.NotFound::new));
  }

  /** Brought up to date; empty where it was erased meanwhile. */
  private Optional<Verification> refreshed(Verification seen) {
    if (seen.status().isFinal()) {
      return Optional.of(seen);
    }
    var claimed = ledger.claimRefresh(seen.id(), clock.instant());
    if (claimed.isEmpty()) {
      return Optional.of(seen);
    }
    var current = claimed.get();
    if (current.isUnsettled()) {
      return settlement.settle(current.id()).or(() -> ledger.find(current.id()));
    }
    return switch (provider.status(current.reference())) {
      case StatusResult.Found(var state) when state.mayBeTo(views.mobileOf(current)) ->
          ledger.observe(current, state, clock.instant());
      case Refused(var cause) when cause == Refused.Cause.REFERENCE ->
          ledger.observeLoss(current, clock.instant());
      case StatusResult.Found _, Refused _, Throttled _, Unknown _, Unreachable _ -> claimed;
    };
  }

  /** One page of the provider's history. */
  public HistoryOutcome history(HistoryQuery query, Caller caller) {
    return answered.told(caller.id(), Call.HISTORY, null, clock.instant(), listed(query));
  }

  private HistoryOutcome listed(HistoryQuery query) {
    return switch (provider.history(query)) {
      case HistoryResult.Page page -> new HistoryOutcome.Listed(page);
      case Throttled throttled -> Refusal.of(throttled, null);
      case Unreachable unreachable -> Refusal.of(unreachable, null);
      case Refused refused -> Refusal.of(refused, null);
      case Unknown _ -> new Refusal.ProviderError(null);
    };
  }
}
