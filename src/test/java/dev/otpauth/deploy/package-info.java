/** What is under {@code deploy}: that it fits Kubernetes, Prometheus and the service. */
@NullMarked
package dev.otpauth.deploy;

import org.jspecify.annotations.NullMarked;
