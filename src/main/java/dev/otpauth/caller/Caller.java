package dev.otpauth.caller;

import java.util.Set;

/**
 * An authenticated caller: a backend of the company.
 *
 * @param id its configured id
 * @param authorities what it may do: {@code otp:verify}, {@code otp:read}, {@code otp:erase}
 */
public record Caller(String id, Set<String> authorities) {

  public Caller {
    authorities = Set.copyOf(authorities);
  }

  /** Whether it may see what other callers requested. */
  public boolean mayReadAll() {
    return authorities.contains("otp:read");
  }
}
