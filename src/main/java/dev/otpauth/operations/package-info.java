/** What operators see: clear refusals to start. Nobody depends on it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
