/**
 * Operations: meters, traces, request log, fraud detection, clock check and retention. No module
 * depends on it.
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
