package dev.otpauth.token;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** Tells a caller whether a token is good, and uses it up where asked to. */
@Service
class Introspection {

  private final VerificationTokens tokens;
  private final InactiveTokens inactive;

  Introspection(VerificationTokens tokens, InactiveTokens inactive) {
    this.tokens = tokens;
    this.inactive = inactive;
  }

  /**
   * What the token says; empty where it is not good for this caller, used up, or of a number that
   * was erased.
   */
  Optional<TokenClaims> of(String token, boolean consume, String callerId) {
    return tokens
        .read(token)
        .filter(claims -> claims.audience().equals(callerId))
        .filter(claims -> consume ? inactive.consume(claims) : !inactive.has(claims));
  }
}
