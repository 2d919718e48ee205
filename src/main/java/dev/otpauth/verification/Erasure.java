package dev.otpauth.verification;

import dev.otpauth.caller.Caller;
import dev.otpauth.crm.ContactErasure;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.CallCompleted.Call;
import org.springframework.stereotype.Service;

/**
 * Erases everything that is stored about a phone number. A call that failed halfway is completed by
 * repeating it.
 */
@Service
public class Erasure {

  private final StoredNumbers numbers;
  private final PhoneVault vault;
  private final CallEvents callEvents;
  private final ContactErasure contacts;

  Erasure(StoredNumbers numbers, PhoneVault vault, CallEvents callEvents, ContactErasure contacts) {
    this.numbers = numbers;
    this.vault = vault;
    this.callEvents = callEvents;
    this.contacts = contacts;
  }

  /**
   * Erases a number's data. A call in progress for the number ends as if its verification did not
   * exist.
   *
   * @param alsoContacts whether to delete the number's contacts at the provider as well
   */
  public Erased erase(PhoneNumber mobile, Caller caller, boolean alsoContacts) {
    var context = callEvents.<Erased>context(caller.id(), Call.ERASE);
    var verifications = numbers.erase(vault.digest(mobile), context.at());
    var erased = new Erased(verifications, alsoContacts ? contacts.erase(mobile, caller) : null);
    return callEvents.complete(context, callEvents.about(mobile, null, null), erased);
  }
}
