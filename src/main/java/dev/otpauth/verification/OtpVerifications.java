package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.verification.CallAnswered.Call;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Phone verification, for callers: request, resend, confirm. Each begins an operation, asks the
 * provider, and ends the operation.
 */
@Service
public class OtpVerifications {

  private final Calls calls;
  private final Begins begins;
  private final ProviderGateway provider;
  private final CallEnds ends;
  private final InterruptedCalls interrupted;

  OtpVerifications(
      Calls calls,
      Begins begins,
      ProviderGateway provider,
      CallEnds ends,
      InterruptedCalls interrupted) {
    this.calls = calls;
    this.begins = begins;
    this.provider = provider;
    this.ends = ends;
    this.interrupted = interrupted;
  }

  /** Sends a code to a number; under a key at most once. */
  public Reply<RequestOutcome> request(
      RequestOtp request, @Nullable IdempotentCall<RequestOutcome> key) {
    var context = calls.context(request.callerId(), Call.REQUEST, key);
    return calls.make(
        context,
        begins.of(request),
        begun -> {
          var result = provider.send(begun.held(), request.mobile());
          return ends.end(new CallEnd.Send(context, begun, result));
        },
        interrupted::request);
  }

  /**
   * Sends another code in place of the one before, which is invalid from then on; under a key at
   * most once.
   */
  public Reply<RequestOutcome> resend(
      ResendOtp resend, @Nullable IdempotentCall<RequestOutcome> key) {
    var context = calls.context(resend.callerId(), Call.RESEND, key);
    return calls.make(
        context,
        begins.of(resend),
        begun -> {
          var result = provider.resend(begun.held());
          return ends.end(new CallEnd.Send(context, begun, result));
        },
        interrupted::resend);
  }

  /** Checks a code; under a key at most once. */
  public Reply<ConfirmOutcome> confirm(
      ConfirmOtp confirm, @Nullable IdempotentCall<ConfirmOutcome> key) {
    var context = calls.context(confirm.callerId(), Call.CONFIRM, key);
    return calls.make(
        context,
        begins.of(confirm),
        begun -> {
          var result = provider.verify(begun.held(), confirm.code());
          return ends.end(new CallEnd.Verify(context, begun, result));
        },
        interrupted::confirm);
  }
}
