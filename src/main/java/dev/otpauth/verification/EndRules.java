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
 * What the end of an operation changes, whoever has found it out: its holder, or settlement. What
 * somebody else has settled meanwhile stays as they left it, save that a right code is right.
 */
@Component
class EndRules {

  private final ThrottledShare throttled;
  private final Duration deadline;

  EndRules(ThrottledShare throttled, VerificationProperties properties) {
    this.throttled = throttled;
    this.deadline = properties.settlement().deadline();
  }

  /** A send or resend was answered so. */
  void sent(Verification held, SendResult result, Instant now) {
    throttled.count(held.sender(), result instanceof Throttled, now);
  }

  /**
   * A send or resend has ended so. A reference belongs to one verification: what comes with
   * another's is looked for.
   *
   * @return the verification from now on
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
   * What was sent could not be found in time.
   *
   * @return the verification from now on
   */
  Verification lost(Verification held, Verification stored, OperationRows rows, Instant now) {
    return stored.isHeldBy(held) ? rows.change(stored, it -> it.recordLost(now)) : stored;
  }

  /**
   * A verify has ended so.
   *
   * @return the verification from now on
   */
  Verification verify(
      Verification held,
      Verification stored,
      VerifyResult result,
      OperationRows rows,
      Instant now) {
    var wins = result instanceof VerifyResult.Matched && stored.isOpenToTheRightCode();
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
