package dev.otpauth.spektif.account;

import dev.otpauth.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A kind of call that the provider accepts or refuses: what it refuses one sender, it may grant
 * another.
 *
 * @param operation its name in logs and health
 * @param sender the number WhatsApp was to send from; null where the call names none
 */
public record CallKind(String operation, Role role, @Nullable PhoneNumber sender) {

  /** What an accepted call tells of the others. */
  public enum Role {
    /** Who may send may do what follows, too. */
    SEND,
    /** About a code that was sent. */
    FOLLOW_UP,
    /** Some accounts may send and not read. */
    QUERY,
    /** Contacts and inbox: some accounts have those and not the codes, or the other way round. */
    CRM
  }
}
