/**
 * What operators see and answer for: clear refusals to start, meters, traces, a line for each
 * request, signs of fraud, retention. Nobody depends on it.
 */
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "caller",
      "idempotency",
      "phone",
      "problem",
      "throttle",
      "verification"
    })
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
