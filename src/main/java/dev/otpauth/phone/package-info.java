/** Phone numbers: parsing, masking, keyed digests for look-ups, and encryption for storage. */
@ApplicationModule(allowedDependencies = {"runtime"})
@NullMarked
package dev.otpauth.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
