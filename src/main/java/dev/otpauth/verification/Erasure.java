package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.ThrottleMemory;
import java.time.Clock;
import org.springframework.stereotype.Service;

/**
 * Forgets a number: its verifications, whoever asked for them, and what the limits remember of it.
 * Where it fails in between, doing it again finishes it.
 */
@Service
public class Erasure {

  private final VerificationLedger ledger;
  private final ThrottleMemory limits;
  private final PhoneVault vault;
  private final AnsweredCalls answered;
  private final Clock clock;

  Erasure(
      VerificationLedger ledger,
      ThrottleMemory limits,
      PhoneVault vault,
      AnsweredCalls answered,
      Clock clock) {
    this.ledger = ledger;
    this.limits = limits;
    this.vault = vault;
    this.answered = answered;
    this.clock = clock;
  }

  /** Erases everything kept about a number. A call that is on its way then finds nothing. */
  public Erased erase(PhoneNumber mobile, Caller caller) {
    var begun = clock.instant();
    var phone = vault.digest(mobile);
    var erased = new Erased(ledger.erase(phone, begun));
    limits.forget(phone);
    return answered.told(caller.id(), mobile, begun, erased);
  }
}
