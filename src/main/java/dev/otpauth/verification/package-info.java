/** The core: verifications, their references and attempts, and how each request ends. */
@ApplicationModule(
    allowedDependencies = {
      "phone",
      "provider",
      "problem",
      "caller",
      "crm",
      "audit",
      "idempotency",
      "runtime",
      "throttle",
      "testnumber",
      "token"
    })
@NullMarked
package dev.otpauth.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
