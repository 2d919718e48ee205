package dev.otpauth.operations;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.VerifiedPrefixes;
import dev.otpauth.verification.VerificationChanged;
import dev.otpauth.verification.VerificationChanged.Change;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Reports prefixes of verified numbers to the limits, after the commit. */
@Component
class VerifiedPrefixListener {

  private final VerifiedPrefixes prefixes;
  private final PhoneVault vault;

  VerifiedPrefixListener(VerifiedPrefixes prefixes, PhoneVault vault) {
    this.prefixes = prefixes;
    this.vault = vault;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(VerificationChanged changed) {
    if (changed.change() == Change.VERIFIED) {
      prefixes.add(vault.open(changed.phone()));
    }
  }
}
