/** What is deployed beside the service: that its rules and its dashboard fit what it shows. */
@NullMarked
package dev.otpauth.deploy;

import org.jspecify.annotations.NullMarked;
