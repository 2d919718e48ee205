/**
 * The callers' API as an OpenAPI document; off unless asked for.
 *
 * <p>What the code knows is taken from it: calls, fields and their rules, words, problems. The rest
 * is prose, in {@code openapi/prose.yaml}. Nobody depends on it.
 */
@ApplicationModule(allowedDependencies = {"crm", "problem", "provider", "throttle", "verification"})
@NullMarked
package dev.otpauth.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
