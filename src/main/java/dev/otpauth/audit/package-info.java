/** The append-only record of who did what, with what outcome, when. */
@ApplicationModule(allowedDependencies = {"phone", "runtime"})
@NullMarked
package dev.otpauth.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
