/**
 * Rate limits for sending codes and for guesses, with counters in PostgreSQL that all replicas
 * share.
 */
@ApplicationModule(allowedDependencies = {"phone", "runtime"})
@NullMarked
package dev.otpauth.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
