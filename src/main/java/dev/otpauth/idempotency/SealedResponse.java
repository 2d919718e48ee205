package dev.otpauth.idempotency;

import dev.otpauth.phone.SealedText;
import org.jspecify.annotations.Nullable;

/** A {@link StoredResponse} as it is stored: its body is encrypted, for it may hold a token. */
public record SealedResponse(
    int status, @Nullable Long retryAfter, String contentType, SealedText body) {}
