/** Who may call: credentials, authorities, and the Caller that controllers receive. */
@ApplicationModule(allowedDependencies = {"problem", "runtime"})
@NullMarked
package dev.otpauth.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
