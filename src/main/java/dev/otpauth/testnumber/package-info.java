/** Test numbers for app-store review and end-to-end tests, with fixed codes and no messages. */
@ApplicationModule(allowedDependencies = {"phone", "provider"})
@NullMarked
package dev.otpauth.testnumber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
