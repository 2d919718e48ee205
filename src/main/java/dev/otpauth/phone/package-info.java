/** Phone numbers: parsed, masked, digested for look-ups and encrypted for storage. A leaf. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
