/** Spektif's API, simulated over real HTTP, and the inbox of its phones. Profile `sandbox` only. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
