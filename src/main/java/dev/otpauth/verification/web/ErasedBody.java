package dev.otpauth.verification.web;

import dev.otpauth.crm.ErasedContacts;
import dev.otpauth.crm.ErasedContacts.Kept;
import dev.otpauth.verification.Erased;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /auth/otp/erase}; the last four where the number's contacts at the
 * provider were asked for.
 *
 * @param erased how many verifications
 * @param deleted how many contacts are gone
 * @param kept how many the provider keeps
 * @param keptBecause why, for each of those
 * @param unknown how many could not be asked about
 */
record ErasedBody(
    int erased,
    @Nullable Integer deleted,
    @Nullable Integer kept,
    @Nullable List<String> keptBecause,
    @Nullable Integer unknown) {

  static ErasedBody of(Erased outcome) {
    var contacts = outcome.contacts();
    return contacts == null
        ? new ErasedBody(outcome.verifications(), null, null, null, null)
        : of(outcome.verifications(), contacts);
  }

  private static ErasedBody of(int erased, ErasedContacts contacts) {
    return new ErasedBody(
        erased,
        contacts.deleted(),
        contacts.kept().size(),
        contacts.kept().stream().map(Kept::word).toList(),
        contacts.unknown());
  }
}
