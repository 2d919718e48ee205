/**
 * The built jar as real processes on a real PostgreSQL, against a provider that misbehaves as told
 * and whose own books are the truth. Shares no code with the adapter or the sandbox.
 */
@NullMarked
package dev.otpauth.chaos;

import org.jspecify.annotations.NullMarked;
