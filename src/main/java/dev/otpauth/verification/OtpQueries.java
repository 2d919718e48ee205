package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.verification.CallCompleted.About;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.RequestOutcome.Started;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * What callers may ask without changing anything: a verification's status, the provider's history.
 */
@Service
public class OtpQueries {

  private final VerificationLedger ledger;
  private final StatusRefresh refresh;
  private final OtpProvider provider;
  private final VerificationViews views;
  private final CallEvents answered;

  OtpQueries(
      VerificationLedger ledger,
      StatusRefresh refresh,
      OtpProvider provider,
      VerificationViews views,
      CallEvents answered) {
    this.ledger = ledger;
    this.refresh = refresh;
    this.provider = provider;
    this.views = views;
    this.answered = answered;
  }

  /**
   * A verification as it stands, brought up to date where it has not ended.
   *
   * @return not found where there is none for this caller
   */
  public RequestOutcome status(UUID requestId, Caller caller) {
    var context = answered.<RequestOutcome>context(caller.id(), Call.STATUS);
    var found =
        (caller.mayReadAll() ? ledger.find(requestId) : ledger.find(requestId, caller.id()))
            .orElse(null);
    return answered.tell(
        context,
        answered.about(found),
        Optional.ofNullable(found)
            .flatMap(refresh::refreshed)
            .<RequestOutcome>map(verification -> new Started(views.of(verification)))
            .orElseGet(Refusal.NotFound::new));
  }

  /** One page of the provider's history. */
  public HistoryOutcome history(HistoryQuery query, Caller caller) {
    var context = answered.<HistoryOutcome>context(caller.id(), Call.HISTORY);
    return answered.tell(context, About.NOTHING, listed(query));
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
