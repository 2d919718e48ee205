/** The callers' API: wire to command, outcome to HTTP, and nothing else. */
@NullMarked
package dev.otpauth.verification.web;

import org.jspecify.annotations.NullMarked;
