/**
 * What any service of ours would need for its start: every setting is checked before anything else
 * happens, and whatever keeps it from starting is told in sentences. Knows nothing of OTP. A leaf.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
