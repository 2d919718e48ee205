/** The port to the OTP provider, in this service's own words. */
@ApplicationModule(allowedDependencies = {"phone"})
@NullMarked
package dev.otpauth.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
