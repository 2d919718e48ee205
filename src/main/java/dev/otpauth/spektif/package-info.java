/** The adapter to Spektif: HTTP, classification of responses, and resilience. */
@ApplicationModule(allowedDependencies = {"phone", "provider", "runtime"})
@NullMarked
package dev.otpauth.spektif;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
