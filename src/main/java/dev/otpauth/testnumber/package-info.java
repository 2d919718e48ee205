/** Numbers for app-store review and end-to-end tests: a fixed code, never a message. */
@ApplicationModule(allowedDependencies = {"phone", "provider"})
@NullMarked
package dev.otpauth.testnumber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
