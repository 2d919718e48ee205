package dev.otpauth.crm;

import java.util.List;
import java.util.Locale;

/**
 * What became of a number's contacts at the provider.
 *
 * @param deleted how many are gone
 * @param kept why each was kept that the provider keeps
 * @param unknown how many could not be asked about; 1 where it is not known whether there are any
 */
public record ErasedContacts(int deleted, List<Kept> kept, int unknown) {

  /** The provider could not be asked whether there are any. */
  static final ErasedContacts NOT_ASKED = new ErasedContacts(0, List.of(), 1);

  public ErasedContacts {
    kept = List.copyOf(kept);
  }

  /** Why the provider keeps a contact. */
  public enum Kept {
    HAS_MESSAGES,
    BLOCKED;

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
