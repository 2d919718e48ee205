/** Leaf. Commits that callers share. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.commit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
