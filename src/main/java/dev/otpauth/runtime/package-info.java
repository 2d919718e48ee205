/**
 * What any service of ours would need: every setting is checked before anything else happens, and
 * whatever keeps it from starting is told in sentences; the one clock of all replicas; connections
 * to the database in turn, rows that are loaded and saved many at a time, locks among replicas, and
 * a connector for small answers. Knows nothing of OTP. A leaf.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
