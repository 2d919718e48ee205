package dev.otpauth.spektif.account;

import dev.otpauth.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A kind of call that the provider accepts or refuses as a whole: it may refuse one sender and
 * accept another.
 *
 * @param operation the operation's name in logs and health
 * @param sender the WhatsApp number to send from; null if the call names none
 */
public record CallKind(String operation, Role role, @Nullable PhoneNumber sender) {

  /** What an accepted call implies for other kinds of call. */
  public enum Role {
    /** An account that may send may also follow up. */
    SEND,
    /** Refers to a code that was sent. */
    FOLLOW_UP,
    /** Some accounts may send, but not read. */
    QUERY,
    /** Contacts and inbox: an account may have these without OTP, or OTP without these. */
    CRM
  }
}
