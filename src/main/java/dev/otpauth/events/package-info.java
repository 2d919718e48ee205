/**
 * Events about verifications and callers' conversion, delivered as signed webhooks from a
 * transactional outbox. Off unless an endpoint is configured.
 */
@ApplicationModule(allowedDependencies = {"verification", "phone", "runtime"})
@NullMarked
package dev.otpauth.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
