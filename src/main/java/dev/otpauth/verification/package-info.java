/**
 * The core: verifications with their references and attempts, and the operations of callers on
 * them.
 */
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
