/**
 * Infrastructure that does not depend on OTP: validation of settings and explanation of failed
 * starts, the clock, the fair connection pool, batched and versioned writes, locks between
 * replicas, and the HTTP connector.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
