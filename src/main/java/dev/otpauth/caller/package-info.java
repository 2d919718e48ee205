/**
 * Authentication and authorization: credentials, authorities, and the {@link
 * dev.otpauth.caller.Caller} that controllers receive.
 */
@ApplicationModule(allowedDependencies = {"problem", "runtime"})
@NullMarked
package dev.otpauth.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
