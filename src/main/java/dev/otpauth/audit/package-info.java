/** The append-only audit record: caller, call, outcome and time. */
@ApplicationModule(allowedDependencies = {"phone", "runtime"})
@NullMarked
package dev.otpauth.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
