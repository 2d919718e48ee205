package dev.otpauth.caller;

import java.util.Set;

/**
 * An authenticated caller: a backend of the company.
 *
 * @param id its configured id; of a token {@code client:} or {@code subject:} and what the issuer
 *     calls it, so that no token passes for a configured caller
 * @param authorities what it may do: {@code otp:verify}, {@code otp:read}, {@code otp:erase}
 */
public record Caller(String id, Set<String> authorities) {

  static final String VERIFY = "otp:verify";
  static final String READ = "otp:read";
  static final String ERASE = "otp:erase";

  /** All there are; nothing else a credential brings along counts. */
  static final Set<String> AUTHORITIES = Set.of(VERIFY, READ, ERASE);

  public Caller {
    authorities = Set.copyOf(authorities);
  }

  /** Whether it may see what other callers requested. */
  public boolean mayReadAll() {
    return authorities.contains(READ);
  }
}
