package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.Send;
import java.util.Optional;

/**
 * From where a code of a number is asked for, and by whose caller. One from which a code of the
 * number was right before is its subscriber's, or near enough.
 */
record Origin(String callerId, KeyedDigest phone, KeyedDigest network) {

  /** Of a code that is to be sent; empty where its network is not known. */
  static Optional<Origin> of(Send send) {
    return Optional.ofNullable(send.network())
        .map(it -> new Origin(send.callerId(), send.phone(), it.own()));
  }

  /** Of a verification's request; empty where its network is not known. */
  static Optional<Origin> of(Verification verification) {
    return Optional.ofNullable(verification.clientNetwork())
        .map(it -> new Origin(verification.callerId(), verification.phoneDigest(), it.own()));
  }
}
