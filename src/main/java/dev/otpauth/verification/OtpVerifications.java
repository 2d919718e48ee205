package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Phone verification, for callers. Each call begins an operation, asks the provider, and ends the
 * operation; under a key it is made at most once.
 */
@Service
public class OtpVerifications {

  private final OperationExecutor operations;
  private final RequestOperation request;
  private final ResendOperation resend;
  private final ConfirmOperation confirm;
  private final Cancellation cancellation;

  OtpVerifications(
      OperationExecutor operations,
      RequestOperation request,
      ResendOperation resend,
      ConfirmOperation confirm,
      Cancellation cancellation) {
    this.operations = operations;
    this.request = request;
    this.resend = resend;
    this.confirm = confirm;
    this.cancellation = cancellation;
  }

  /** Sends a code to a number. */
  public Reply<RequestOutcome> request(
      RequestOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    return operations.execute(request, request.prepare(command), command.callerId(), key);
  }

  /** Sends another code in place of the one before, which is invalid from then on. */
  public Reply<RequestOutcome> resend(
      ResendOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    return operations.execute(resend, command, command.callerId(), key);
  }

  /** Checks a code. */
  public Reply<ConfirmOutcome> confirm(
      ConfirmOtp command, @Nullable IdempotentCall<ConfirmOutcome> key) {
    return operations.execute(confirm, confirm.prepare(command), command.callerId(), key);
  }

  /**
   * Calls a verification off: its code verifies nobody from now on. Doing so again changes nothing.
   */
  public CancelOutcome cancel(UUID requestId, Caller caller) {
    return cancellation.cancel(requestId, caller.id());
  }
}
