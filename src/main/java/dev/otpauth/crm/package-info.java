/**
 * Contacts and inbox of Spektif for internal callers: wire to call, result to HTTP. Requests are
 * checked as they are documented before the provider is asked; files pass through as they arrive.
 */
@ApplicationModule(
    allowedDependencies = {"audit", "caller", "idempotency", "phone", "problem", "provider"})
@NullMarked
package dev.otpauth.crm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
