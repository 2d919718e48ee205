package dev.otpauth.sandbox;

import org.jspecify.annotations.Nullable;

/** The credentials that the simulated provider accepts; they are public. */
final class ProviderCredentials {

  static final String CLIENT_ID = "sandbox-client-id";
  static final String CLIENT_SECRET = "sandbox-client-secret";

  private ProviderCredentials() {}

  static void check(@Nullable String id, @Nullable String secret) {
    if (id == null || id.isBlank()) {
      throw ProviderError.UNAUTHORIZED.because("The client id is required");
    }
    if (secret == null || secret.isBlank()) {
      throw ProviderError.UNAUTHORIZED.because("The client secret is required");
    }
    if (!id.equals(CLIENT_ID) || !secret.equals(CLIENT_SECRET)) {
      throw ProviderError.UNAUTHORIZED.because("The client id or the client secret is not valid");
    }
  }
}
