/** How often: waits that are in force, kept in PostgreSQL so that replicas agree. */
@ApplicationModule(allowedDependencies = {"phone", "runtime"})
@NullMarked
package dev.otpauth.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
