/**
 * The whole service, its logs wide open, is given numbers, codes and secrets that are easy to
 * recognise; then everything it has left behind is searched for them.
 */
@NullMarked
package dev.otpauth.canary;

import org.jspecify.annotations.NullMarked;
