package dev.otpauth.caller;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import java.util.Set;

/**
 * An authenticated caller: a backend of the company.
 *
 * @param id its configured id; of a token {@code client:} or {@code subject:} and what the issuer
 *     calls it, so that no token passes for a configured caller
 * @param authorities what it may do: of those that there are, the ones it was given
 */
public record Caller(String id, Set<String> authorities) {

  static final String VERIFY = "otp:verify";
  static final String READ = "otp:read";
  static final String ERASE = "otp:erase";
  static final String READ_CONTACTS = "contacts:read";
  static final String WRITE_CONTACTS = "contacts:write";
  static final String READ_INBOX = "inbox:read";
  static final String WRITE_INBOX = "inbox:write";
  static final String SEND = "inbox:send";

  /** All there are; nothing else a credential brings along counts. */
  static final Set<String> AUTHORITIES =
      Set.of(VERIFY, READ, ERASE, READ_CONTACTS, WRITE_CONTACTS, READ_INBOX, WRITE_INBOX, SEND);

  private static final String ID = Caller.class.getName() + ".id";

  public Caller {
    authorities = Set.copyOf(authorities);
  }

  /** Whether it may see what other callers requested. */
  public boolean mayReadAll() {
    return authorities.contains(READ);
  }

  /** Who sent a request; empty where nobody was let in. */
  public static Optional<String> idOf(ServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ID));
  }

  static void sent(ServletRequest request, String id) {
    request.setAttribute(ID, id);
  }
}
