/**
 * One key, one effect: what a caller's Idempotency-Key stands for, the responses that are stored
 * under it, and their replay. Knows nothing of OTP; any controller can use it.
 */
@ApplicationModule(allowedDependencies = {"phone", "problem", "runtime"})
@NullMarked
package dev.otpauth.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
