package dev.otpauth.idempotency;

import dev.otpauth.phone.SealedText;
import org.jspecify.annotations.Nullable;

/** A {@link StoredResponse} with its body encrypted, because it may contain a token. */
public record SealedResponse(
    int status, @Nullable Long retryAfter, String contentType, SealedText body) {}
