/** The manifests under {@code deploy/kubernetes}, against Kubernetes' objects and the service. */
@NullMarked
package dev.otpauth.deploy;

import org.jspecify.annotations.NullMarked;
