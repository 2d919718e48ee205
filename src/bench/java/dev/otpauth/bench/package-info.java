/** How fast the service is, beside what it cannot be faster than and what it is compared with. */
@NullMarked
package dev.otpauth.bench;

import org.jspecify.annotations.NullMarked;
