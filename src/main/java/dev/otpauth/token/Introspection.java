package dev.otpauth.token;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** Tells a caller whether a token is good, and uses it up where asked to. */
@Service
class Introspection {

  private final VerificationTokens tokens;
  private final ConsumedTokens consumed;

  Introspection(VerificationTokens tokens, ConsumedTokens consumed) {
    this.tokens = tokens;
    this.consumed = consumed;
  }

  /** What the token says; empty where it is not good for this caller, or used up. */
  Optional<TokenClaims> of(String token, boolean consume, String callerId) {
    return tokens
        .read(token)
        .filter(claims -> claims.audience().equals(callerId))
        .filter(claims -> consume ? consumed.consume(claims) : !consumed.isConsumed(claims));
  }
}
