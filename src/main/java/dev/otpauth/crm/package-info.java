/**
 * HTTP endpoints for Spektif's contacts and inbox, for internal callers. Requests are validated
 * before the provider is called; files are streamed through.
 */
@ApplicationModule(
    allowedDependencies = {"audit", "caller", "idempotency", "phone", "problem", "provider"})
@NullMarked
package dev.otpauth.crm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
