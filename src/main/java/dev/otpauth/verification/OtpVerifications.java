package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
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
  private final LiveVerifications live;

  OtpVerifications(
      OperationExecutor operations,
      RequestOperation request,
      ResendOperation resend,
      ConfirmOperation confirm,
      LiveVerifications live) {
    this.operations = operations;
    this.request = request;
    this.resend = resend;
    this.confirm = confirm;
    this.live = live;
  }

  /** Sends a code to a number. */
  public Reply<RequestOutcome> request(
      RequestOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    var reply = operations.execute(request, request.prepare(command), command.callerId(), key);
    return live.beside(reply, command);
  }

  /** Sends another code in place of the one before, which is invalid from then on. */
  public Reply<RequestOutcome> resend(
      ResendOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    return live.beside(operations.execute(resend, command, command.callerId(), key), command);
  }

  /** Checks a code. */
  public Reply<ConfirmOutcome> confirm(
      ConfirmOtp command, @Nullable IdempotentCall<ConfirmOutcome> key) {
    return operations.execute(confirm, confirm.prepare(command), command.callerId(), key);
  }
}
