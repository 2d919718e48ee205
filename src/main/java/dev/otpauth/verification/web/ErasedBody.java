package dev.otpauth.verification.web;

import dev.otpauth.crm.ErasedContacts;
import dev.otpauth.crm.ErasedContacts.Kept;
import dev.otpauth.verification.Erased;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response body of {@code POST /auth/otp/erase}. The last four are null unless contacts at the
 * provider were to be deleted.
 *
 * @param erased number of erased verifications
 * @param deleted number of deleted contacts
 * @param kept number of contacts that the provider keeps
 * @param keptBecause the reason for each kept contact
 * @param unknown number of contacts whose deletion could not be confirmed
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
        contacts.kept().stream().map(Kept::value).toList(),
        contacts.unknown());
  }
}
