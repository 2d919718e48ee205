/**
 * What became of verifications, and of callers' conversion, for the rest of the company: an outbox
 * in the database and signed webhooks out of it. Off unless an endpoint is configured.
 */
@ApplicationModule(allowedDependencies = {"verification", "phone", "runtime"})
@NullMarked
package dev.otpauth.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
