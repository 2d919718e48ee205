/**
 * What a team writes in an afternoon, for comparison: a transaction around a blocking call, on
 * platform threads. No authentication, throttle, encryption, idempotency, settlement or audit.
 */
@NullMarked
package dev.otpauth.bench.afternoon;

import org.jspecify.annotations.NullMarked;
