/** The RFC 9457 vocabulary of every error this service answers. */
@ApplicationModule(allowedDependencies = "runtime")
@NullMarked
package dev.otpauth.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
