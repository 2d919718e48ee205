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

/** The callers' queries: a verification's status and the provider's history. */
@Service
public class OtpQueries {

  private final VerificationLedger ledger;
  private final StatusRefresh refresh;
  private final OtpProvider provider;
  private final VerificationViews views;
  private final CallEvents callEvents;

  OtpQueries(
      VerificationLedger ledger,
      StatusRefresh refresh,
      OtpProvider provider,
      VerificationViews views,
      CallEvents callEvents) {
    this.ledger = ledger;
    this.refresh = refresh;
    this.provider = provider;
    this.views = views;
    this.callEvents = callEvents;
  }

  /**
   * A verification, refreshed from the provider if it has not ended.
   *
   * @return {@link Refusal.NotFound} if there is none that this caller may read
   */
  public RequestOutcome status(UUID requestId, Caller caller) {
    var context = callEvents.<RequestOutcome>context(caller.id(), Call.STATUS);
    var found =
        (caller.mayReadAll() ? ledger.find(requestId) : ledger.find(requestId, caller.id()))
            .orElse(null);
    return callEvents.complete(
        context,
        callEvents.about(found),
        Optional.ofNullable(found)
            .flatMap(refresh::refresh)
            .<RequestOutcome>map(verification -> new Started(views.of(verification)))
            .orElseGet(Refusal.NotFound::new));
  }

  /** One page of the provider's history, or a refusal if the provider could not be queried. */
  public HistoryOutcome history(HistoryQuery query, Caller caller) {
    var context = callEvents.<HistoryOutcome>context(caller.id(), Call.HISTORY);
    return callEvents.complete(context, About.NOTHING, listed(query));
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
