/**
 * The API as an OpenAPI document; disabled by default.
 *
 * <p>Operations, fields with their constraints, enums and problems are generated from the code. The
 * texts are in {@code openapi/prose.yaml}. No module depends on it.
 */
@ApplicationModule(allowedDependencies = {"crm", "problem", "provider", "throttle", "verification"})
@NullMarked
package dev.otpauth.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
