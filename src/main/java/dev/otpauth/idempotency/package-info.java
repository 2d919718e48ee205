/**
 * Idempotency keys: records, stored responses and their replay. Independent of OTP; any controller
 * can use it.
 */
@ApplicationModule(allowedDependencies = {"phone", "problem", "runtime"})
@NullMarked
package dev.otpauth.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
