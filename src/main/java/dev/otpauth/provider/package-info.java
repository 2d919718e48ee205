/** The ports to the provider, in this service's own terms. */
@ApplicationModule(allowedDependencies = {"phone"})
@NullMarked
package dev.otpauth.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
