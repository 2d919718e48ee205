/** The signed proof that a number was verified, its public keys, and its introspection. */
@ApplicationModule(allowedDependencies = {"phone", "problem", "caller", "runtime"})
@NullMarked
package dev.otpauth.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
