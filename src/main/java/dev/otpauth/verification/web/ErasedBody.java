package dev.otpauth.verification.web;

import dev.otpauth.verification.Erased;

/**
 * The answer of {@code POST /auth/otp/erase}.
 *
 * @param erased how many verifications
 */
record ErasedBody(int erased) {

  static ErasedBody of(Erased outcome) {
    return new ErasedBody(outcome.verifications());
  }
}
