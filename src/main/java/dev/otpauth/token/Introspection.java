package dev.otpauth.token;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** Introspects verification tokens (RFC 7662), and consumes them on request. */
@Service
class Introspection {

  private final VerificationTokens tokens;
  private final InactiveTokens inactive;

  Introspection(VerificationTokens tokens, InactiveTokens inactive) {
    this.tokens = tokens;
    this.inactive = inactive;
  }

  /**
   * The claims of a token; empty if it is not valid for this caller, consumed, or of an erased
   * number.
   */
  Optional<TokenClaims> of(String token, boolean consume, String callerId) {
    return tokens
        .read(token)
        .filter(claims -> claims.audience().equals(callerId))
        .filter(claims -> consume ? inactive.consume(claims) : !inactive.has(claims));
  }
}
