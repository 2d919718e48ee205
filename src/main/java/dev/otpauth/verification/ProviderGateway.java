package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Asks the provider on behalf of an operation that is held, and finds out what became of it where
 * the answer does not say. Whoever does not hold it any more asks nothing.
 */
@Component
class ProviderGateway {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final OtpProvider provider;
  private final PhoneVault vault;
  private final Clock clock;

  ProviderGateway(
      VerificationLedger ledger,
      Settlement settlement,
      OtpProvider provider,
      PhoneVault vault,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.provider = provider;
    this.vault = vault;
    this.clock = clock;
  }

  /** Sends a first code to a number. */
  SendResult send(Verification held, PhoneNumber mobile) {
    return settled(held, () -> provider.send(mobile, new PhoneNumber(held.sender())));
  }

  /** Sends another code in place of the one before. */
  SendResult resend(Verification held) {
    return settled(held, () -> provider.resend(held.reference(), mobileOf(held)));
  }

  private SendResult settled(Verification held, Supplier<SendResult> sending) {
    if (!isHeldLongEnough(held)) {
      return Unknown.LOST;
    }
    var result = sending.get();
    return result instanceof Unknown unknown && ledger.renew(held)
        ? settlement.ofSend(held, unknown)
        : result;
  }

  /**
   * Where its begin had to wait, the lease may end during the call: then it is made to last anew.
   */
  private boolean isHeldLongEnough(Verification held) {
    return held.inFlight().lastsForACall(clock.instant()) || ledger.renew(held);
  }

  /** Has a code checked. A verify that was certainly not processed is tried once more. */
  VerifyResult verify(Verification held, OtpCode code) {
    if (!isHeldLongEnough(held)) {
      return Unknown.LOST;
    }
    var mobile = mobileOf(held);
    var result = provider.verify(held.reference(), mobile, code);
    if (!(result instanceof Unknown unknown) || !ledger.renew(held)) {
      return result;
    }
    var truth = settlement.ofVerify(held, unknown);
    if (!(truth instanceof Unreachable)) {
      return truth;
    }
    if (!ledger.renew(held)) {
      return result;
    }
    var second = provider.verify(held.reference(), mobile, code);
    return second instanceof Unknown again && ledger.renew(held)
        ? settlement.ofVerify(held, again)
        : second;
  }

  private PhoneNumber mobileOf(Verification held) {
    return vault.open(held.phone());
  }
}
