/** The phone verification service; each package below is one module. */
@NullMarked
package dev.otpauth;

import org.jspecify.annotations.NullMarked;
