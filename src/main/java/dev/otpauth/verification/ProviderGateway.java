package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import org.springframework.stereotype.Component;

/**
 * Asks the provider on behalf of an operation that is held, and finds out what became of it where
 * the answer does not say. Nothing is written down here.
 */
@Component
class ProviderGateway {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final OtpProvider provider;
  private final PhoneVault vault;

  ProviderGateway(
      VerificationLedger ledger, Settlement settlement, OtpProvider provider, PhoneVault vault) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.provider = provider;
    this.vault = vault;
  }

  /** Sends a first code to a number. */
  SendResult send(Verification held, PhoneNumber mobile) {
    return settled(held, provider.send(mobile, new PhoneNumber(held.sender())));
  }

  /** Sends another code in place of the one before. */
  SendResult resend(Verification held) {
    return settled(held, provider.resend(held.reference(), mobileOf(held)));
  }

  private SendResult settled(Verification held, SendResult result) {
    return result instanceof Unknown unknown && ledger.renew(held)
        ? settlement.ofSend(held, unknown)
        : result;
  }

  /** Has a code checked. A verify that was certainly not processed is tried once more. */
  VerifyResult verify(Verification held, OtpCode code) {
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
