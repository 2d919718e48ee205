package dev.otpauth.verification;

import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Has a code checked, and finds out whether the attempt counted where the answer does not say. A
 * verify that was certainly not processed is tried once more.
 */
@Component
class CodeCheck {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final OtpProvider provider;
  private final VerificationViews views;
  private final Clock clock;

  CodeCheck(
      VerificationLedger ledger,
      Settlement settlement,
      OtpProvider provider,
      VerificationViews views,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.provider = provider;
    this.views = views;
    this.clock = clock;
  }

  VerifyResult verify(Verification held, OtpCode code) {
    var mobile = views.mobileOf(held);
    var result = provider.verify(held.reference(), mobile, code);
    if (!(result instanceof Unknown unknown) || !isStillOurs(held)) {
      return result;
    }
    var truth = settlement.ofVerify(held, unknown);
    if (!(truth instanceof Unreachable)) {
      return truth;
    }
    if (!isStillOurs(held)) {
      return result;
    }
    var second = provider.verify(held.reference(), mobile, code);
    return second instanceof Unknown again && isStillOurs(held)
        ? settlement.ofVerify(held, again)
        : second;
  }

  private boolean isStillOurs(Verification held) {
    return ledger.renew(held, clock.instant());
  }
}
