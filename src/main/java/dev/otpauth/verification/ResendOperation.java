package dev.otpauth.verification;

import dev.otpauth.provider.SendResult;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Throttle.CountedSend;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The resend call: sends a new code, which replaces the one before. */
@Component
final class ResendOperation extends SendOperation<ResendOtp> {

  private final Destinations destinations;
  private final VerificationViews views;

  ResendOperation(Destinations destinations, EndRules rules, VerificationViews views) {
    super(rules, views);
    this.destinations = destinations;
    this.views = views;
  }

  @Override
  public Call call() {
    return Call.RESEND;
  }

  @Override
  public void addNeeds(
      OperationNeeds needs, ResendOtp resend, CallContext<RequestOutcome> context) {
    needs.verifications.add(resend.requestId());
    needs.networksOf.add(resend.requestId());
    needs.sends.add(new CountedSend(context.callerId(), null, null, null));
  }

  @Override
  public BeginDecision begin(
      ResendOtp resend, CallContext<RequestOutcome> context, OperationRows rows, Instant now) {
    var found = rows.find(resend.requestId(), context.callerId());
    if (found == null) {
      return new BeginDecision.Refused(new Refusal.NotFound(), null);
    }
    return OtpOperation.obstacle(found, context, rows, now).orElseGet(() -> send(found, rows, now));
  }

  private BeginDecision send(Verification found, OperationRows rows, Instant now) {
    var send = withKnownNetwork(destinations.send(found).orElse(null), rows);
    if (send != null && !rows.throttle().suffice(send)) {
      return new BeginDecision.RowsMissing(needs -> needs.sends.add(CountedSend.of(send, null)));
    }
    return switch (countAgainstLimits(send, found.clientNetwork(), rows, now)) {
      case Decision.Allowed(var next, _) -> {
        var resent = rows.change(found, it -> it.beginResend(UUID.randomUUID(), now));
        yield new BeginDecision.Allowed(resent, send, next);
      }
      case Decision other -> OtpOperation.refused(other, origin(send), found, rows, now);
    };
  }

  @Override
  public SendResult callProvider(ProviderGateway provider, ResendOtp resend, Verification held) {
    return provider.resend(held);
  }

  @Override
  public Optional<RequestOutcome> outcome(RecoveredState state) {
    return switch (state) {
      case RecoveredState.Cancelled(var it) -> Optional.of(views.withWait(Refusal.over(it), it));
      case RecoveredState.Open open -> Optional.of(open.refusal());
      case RecoveredState.Overwritten(var it) -> Optional.of(new Started(views.of(it)));
      case RecoveredState.Concluded(var it, var conclusion) ->
          switch (conclusion) {
            case SENT -> Optional.of(new Started(views.of(it)));
            case LOST -> Optional.of(views.over(it, Refusal.End.NOT_DELIVERED));
            case EXPIRED -> Optional.of(views.over(it, Refusal.End.EXPIRED));
            case NOT_SENT, MATCHED, MISMATCHED, EXHAUSTED, GIVEN_BACK -> Optional.empty();
          };
    };
  }
}
