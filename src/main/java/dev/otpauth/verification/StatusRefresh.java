package dev.otpauth.verification;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Updates verifications that have not ended from the provider's status, at most every few seconds.
 */
@Component
class StatusRefresh {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final OtpProvider provider;
  private final PhoneVault vault;
  private final Clock clock;

  StatusRefresh(
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

  /** The verification, refreshed if that is due; empty if it was erased meanwhile. */
  Optional<Verification> refresh(Verification seen) {
    if (!seen.isRefreshDue(clock.instant())) {
      return Optional.of(seen);
    }
    var claimed = ledger.claimRefresh(seen);
    if (claimed.isEmpty()) {
      return Optional.of(seen);
    }
    var current = claimed.get();
    if (current.isUnsettled()) {
      return settlement.settle(current.id()).or(() -> ledger.find(current.id()));
    }
    return switch (provider.status(current.reference())) {
      case StatusResult.Found(var state) when state.mayBeTo(vault.open(current.phone())) ->
          ledger.observe(current, state);
      case Refused(var cause) when cause == Refused.Cause.REFERENCE -> ledger.observeLoss(current);
      case StatusResult.Found _, Refused _, Throttled _, Unknown _, Unreachable _ -> claimed;
    };
  }
}
