/** Problem responses (RFC 9457): types, localised details and exception handling. */
@ApplicationModule(allowedDependencies = "runtime")
@NullMarked
package dev.otpauth.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
