package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.Send;
import java.util.Optional;

/**
 * The caller, number and client network of a send. An origin from which the number was verified
 * before most likely belongs to the subscriber.
 */
record Origin(String callerId, KeyedDigest phone, KeyedDigest network) {

  /** The origin of a send; empty if its network is unknown. */
  static Optional<Origin> of(Send send) {
    return Optional.ofNullable(send.network())
        .map(it -> new Origin(send.callerId(), send.phone(), it.own()));
  }

  /** The origin of a verification's request; empty if its network is unknown. */
  static Optional<Origin> of(Verification verification) {
    return Optional.ofNullable(verification.clientNetwork())
        .map(it -> new Origin(verification.callerId(), verification.phoneDigest(), it.own()));
  }
}
