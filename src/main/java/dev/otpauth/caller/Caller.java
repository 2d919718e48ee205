package dev.otpauth.caller;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import java.util.Set;

/**
 * An authenticated caller, a backend of the company.
 *
 * @param id its configured id; for a token, {@code client:} or {@code subject:} and the name in the
 *     token, so that no token can pass for a configured caller
 * @param authorities its authorities; unknown ones are dropped
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

  /** All authorities; any other authority of a credential is ignored. */
  static final Set<String> AUTHORITIES =
      Set.of(VERIFY, READ, ERASE, READ_CONTACTS, WRITE_CONTACTS, READ_INBOX, WRITE_INBOX, SEND);

  private static final String ID = Caller.class.getName() + ".id";

  public Caller {
    authorities = Set.copyOf(authorities);
  }

  /** Whether it may read what other callers requested. */
  public boolean mayReadAll() {
    return authorities.contains(READ);
  }

  /** Returns the id of the request's caller; empty if it was not authenticated. */
  public static Optional<String> idOf(ServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ID));
  }

  static void sent(ServletRequest request, String id) {
    request.setAttribute(ID, id);
  }
}
