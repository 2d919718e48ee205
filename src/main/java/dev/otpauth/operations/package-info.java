/**
    allowedDependencies = {
      "audit",
      "caller",
      "idempotency",
      "phone",
      "problem",
      "runtime",
      "throttle",
      "verification"
    })
      "throttle",
      "verification"
    })
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
