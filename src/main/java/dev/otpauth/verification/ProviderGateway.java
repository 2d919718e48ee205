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
 * Calls the provider for an operation, and tries to settle an unknown result at once. Renews the
 * lease where needed, and calls nothing once the lease is lost.
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
    return sendAndSettle(held, () -> provider.send(mobile, new PhoneNumber(held.sender())));
  }

  /** Sends a new code, which replaces the one before. */
  SendResult resend(Verification held) {
    return sendAndSettle(held, () -> provider.resend(held.reference(), mobileOf(held)));
  }

  private SendResult sendAndSettle(Verification held, Supplier<SendResult> send) {
    if (!ensureLease(held)) {
      return Unknown.LOST;
    }
    var result = send.get();
    return result instanceof Unknown unknown && ledger.renew(held)
        ? settlement.ofSend(held, unknown)
        : result;
  }

  /** Renews the lease if it could lapse during the call; false if it is lost. */
  private boolean ensureLease(Verification held) {
    return held.inFlight().coversACall(clock.instant()) || ledger.renew(held);
  }

  /** Has a code checked. A verify that was certainly not processed is repeated once. */
  VerifyResult verify(Verification held, OtpCode code) {
    if (!ensureLease(held)) {
      return Unknown.LOST;
    }
    var mobile = mobileOf(held);
    var result = provider.verify(held.reference(), mobile, code);
    if (!(result instanceof Unknown unknown) || !ledger.renew(held)) {
      return result;
    }
    var settled = settlement.ofVerify(held, unknown);
    if (!(settled instanceof Unreachable)) {
      return settled;
    }
    if (!ledger.renew(held)) {
      return result;
    }
    var repeated = provider.verify(held.reference(), mobile, code);
    return repeated instanceof Unknown stillUnknown && ledger.renew(held)
        ? settlement.ofVerify(held, stillUnknown)
        : repeated;
  }

  private PhoneNumber mobileOf(Verification held) {
    return vault.open(held.phone());
  }
}
