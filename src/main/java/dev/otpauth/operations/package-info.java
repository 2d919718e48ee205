/**
 * What operators see and answer for: clear refusals to start, meters, signs of fraud, the audit
 * record, retention. Nobody depends on it.
 */
@ApplicationModule(allowedDependencies = {"phone", "throttle", "verification"})
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
