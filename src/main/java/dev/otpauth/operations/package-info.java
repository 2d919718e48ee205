/**
 * What operators see and answer for: meters, traces, a line for each request, signs of fraud, the
 * machine's clock, retention. Nobody depends on it.
 */
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "caller",
      "events",
      "idempotency",
      "phone",
      "problem",
      "runtime",
      "throttle",
      "verification"
    })
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
