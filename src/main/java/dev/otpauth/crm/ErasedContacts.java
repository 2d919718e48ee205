package dev.otpauth.crm;

import java.util.List;
import java.util.Locale;

/**
 * What happened to the contacts of a number at the provider.
 *
 * @param deleted how many were deleted
 * @param kept for each contact that the provider keeps, why
 * @param unknown how many have an unknown state; 1 if it is unknown whether there are any contacts
 */
public record ErasedContacts(int deleted, List<Kept> kept, int unknown) {

  /** The provider could not be asked. */
  static final ErasedContacts UNKNOWN = new ErasedContacts(0, List.of(), 1);

  public ErasedContacts {
    kept = List.copyOf(kept);
  }

  /** Why the provider keeps a contact. */
  public enum Kept {
    HAS_MESSAGES,
    BLOCKED;

    /** The value in JSON: lower case. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
