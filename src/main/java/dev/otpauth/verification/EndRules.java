package dev.otpauth.verification;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.ThrottledShare;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Applies the result of a provider call to the rows, for the call itself and for settlement. If the
 * operation was settled by somebody else meanwhile, the verification stays unchanged, except that a
 * correct code still verifies it.
 */
@Component
class EndRules {

  private final ThrottledShare throttled;
  private final Duration deadline;

  EndRules(ThrottledShare throttled, VerificationProperties properties) {
    this.throttled = throttled;
    this.deadline = properties.settlement().deadline();
  }

  /** Counts a provider response for the share of throttled sends. */
  void sent(Verification held, SendResult result, Instant now) {
    throttled.count(held.sender(), result instanceof Throttled, now);
  }

  /**
   * Ends a send or resend. A reference belongs to one verification: a result with a reference that
   * another one holds is treated as unknown.
   *
   * @return the verification as it now stands in the rows
   */
  Verification send(
      Verification held, Verification stored, SendResult result, OperationRows rows, Instant now) {
    var isHeld = stored.isHeldBy(held);
    if (!(result instanceof SendResult.Accepted(var reference, _))) {
      return isHeld ? rows.change(stored, it -> it.endSend(result, deadline, now)) : stored;
    }
    var isTaken = rows.isTaken(reference);
    if (!isTaken) {
      rows.adopt(reference, stored, now);
    }
    var known = isTaken ? Unknown.LOST : result;
    return isHeld ? rows.change(stored, it -> it.endSend(known, deadline, now)) : stored;
  }

  /**
   * Ends a send or resend that was not found in the provider's history by the deadline.
   *
   * @return the verification as it now stands in the rows
   */
  Verification lost(Verification held, Verification stored, OperationRows rows, Instant now) {
    return stored.isHeldBy(held) ? rows.change(stored, it -> it.recordLost(now)) : stored;
  }

  /**
   * Ends a verify.
   *
   * @return the verification as it now stands in the rows
   */
  Verification verify(
      Verification held,
      Verification stored,
      VerifyResult result,
      OperationRows rows,
      Instant now) {
    var wins = result instanceof VerifyResult.Matched && stored.canBeVerified();
    if (!stored.isHeldBy(held) && !wins) {
      return stored;
    }
    var phone = stored.phoneDigest();
    switch (result) {
      case VerifyResult.Matched _ -> rows.throttle().guessedRight(phone, stored.clientNetwork());
      case Refused _, Throttled _, Unreachable _ -> rows.throttle().guessGivenBack(phone);
      case VerifyResult.Mismatched _,
          VerifyResult.Expired _,
          VerifyResult.Exhausted _,
          Unknown _ -> {}
    }
    var operation = held.inFlight().operationId();
    return rows.change(stored, it -> it.endVerify(operation, result, deadline, now));
  }
}
