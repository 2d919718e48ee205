package dev.otpauth.verification.web;

import dev.otpauth.verification.Claim;
import dev.otpauth.verification.IdempotencyKey;
import dev.otpauth.verification.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A call that is made once, however often it comes.
 *
 * @param key absent where it came without one: it is simply made
 * @param fingerprint of its body
 * @param making makes it, under a claim to the key
 * @param interrupted tells what became of one that began, by its verification and operation
 * @param telling an outcome, as HTTP
 */
record OneCall<O extends Outcome>(
    @Nullable IdempotencyKey key,
    Supplier<byte[]> fingerprint,
    Function<Claim<O>, O> making,
    BiFunction<UUID, UUID, Optional<O>> interrupted,
    Function<O, ResponseEntity<?>> telling,
    HttpServletRequest http) {}
