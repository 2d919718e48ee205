/** What operators see: clear refusals to start, meters, signs of fraud. Nobody depends on it. */
@ApplicationModule(allowedDependencies = {"verification"})
@NullMarked
package dev.otpauth.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
