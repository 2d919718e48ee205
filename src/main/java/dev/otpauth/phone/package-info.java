/**
 * Phone numbers: parsed, masked, digested for look-ups and encrypted for storage. Uses the checks
 * of the settings alone.
 */
@ApplicationModule(allowedDependencies = {"runtime"})
@NullMarked
package dev.otpauth.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
