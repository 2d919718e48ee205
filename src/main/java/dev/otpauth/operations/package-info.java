/**
 * What operators see and answer for: meters, traces, a line for each request, signs of fraud, the
 * machine's clock, the audit record, retention. Nobody depends on it.
 */
@ApplicationModule(
    allowedDependencies = {
      "caller",
      "commit",
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
