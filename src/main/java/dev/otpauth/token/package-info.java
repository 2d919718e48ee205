/** Verification tokens: signing, public keys and introspection. */
@ApplicationModule(allowedDependencies = {"phone", "problem", "caller", "runtime"})
@NullMarked
package dev.otpauth.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
