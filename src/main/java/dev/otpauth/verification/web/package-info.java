/** The callers' HTTP API: translates bodies into commands and outcomes into responses. */
@NullMarked
package dev.otpauth.verification.web;

import org.jspecify.annotations.NullMarked;
