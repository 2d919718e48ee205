package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The commands of phone verification: request, resend and confirm. With an idempotency key, each
 * takes effect at most once.
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

  /**
   * Creates a verification and sends a code. A rate-limited reply names the caller's live
   * verification, if any.
   */
  public Reply<RequestOutcome> request(
      RequestOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    var reply = operations.execute(request, request.prepare(command), command.callerId(), key);
    return live.withLive(reply, command);
  }

  /** Sends a new code and invalidates the one before. */
  public Reply<RequestOutcome> resend(
      ResendOtp command, @Nullable IdempotentCall<RequestOutcome> key) {
    return live.withLive(operations.execute(resend, command, command.callerId(), key), command);
  }

  /** Checks a code, which counts as an attempt. */
  public Reply<ConfirmOutcome> confirm(
      ConfirmOtp command, @Nullable IdempotentCall<ConfirmOutcome> key) {
    return operations.execute(confirm, confirm.prepare(command), command.callerId(), key);
  }
}
