/** The adapter to Spektif, and the only outbound HTTP. */
@ApplicationModule(allowedDependencies = {"phone", "provider", "runtime"})
@NullMarked
package dev.otpauth.spektif;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
