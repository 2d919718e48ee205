package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.crm.ContactErasure;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.CallCompleted.Call;
import org.springframework.stereotype.Service;

/** Forgets a number. Where it fails in between, doing it again finishes it. */
@Service
public class Erasure {

  private final StoredNumbers numbers;
  private final PhoneVault vault;
  private final CallEvents answered;
  private final ContactErasure contacts;

  Erasure(StoredNumbers numbers, PhoneVault vault, CallEvents answered, ContactErasure contacts) {
    this.numbers = numbers;
    this.vault = vault;
    this.answered = answered;
    this.contacts = contacts;
  }

  /**
   * Erases everything kept about a number. A call that is on its way then finds nothing.
   *
   * @param alsoContacts whether the number's contacts at the provider are deleted as well
   */
  public Erased erase(PhoneNumber mobile, Caller caller, boolean alsoContacts) {
    var context = answered.<Erased>context(caller.id(), Call.ERASE);
    var verifications = numbers.erase(vault.digest(mobile), context.at());
    var erased = new Erased(verifications, alsoContacts ? contacts.erase(mobile, caller) : null);
    return answered.tell(context, answered.about(mobile, null, null), erased);
  }
}
