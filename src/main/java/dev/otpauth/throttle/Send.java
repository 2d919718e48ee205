package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import org.jspecify.annotations.Nullable;

/**
 * A code that is to be sent, as far as the limits look at it.
 *
 * @param sender E.164
 * @param phone the number's keyed digest
 * @param network the subscriber's; absent where it is not known
 * @param newPrefix the number's, where no code of any number of it was ever right and such are
 *     limited; null where that is not so
 * @param isFromKnownNetwork whether a code of the number was right there before
 */
public record Send(
    String sender,
    KeyedDigest phone,
    String callerId,
    @Nullable ClientNetwork network,
    @Nullable String newPrefix,
    boolean isFromKnownNetwork) {

  /** One of which nothing says that its network is the subscriber's own. */
  public Send(
      String sender,
      KeyedDigest phone,
      String callerId,
      @Nullable ClientNetwork network,
      @Nullable String newPrefix) {
    this(sender, phone, callerId, network, newPrefix, false);
  }

  /** The same, from a network where a code of the number was right before. */
  public Send fromKnownNetwork() {
    return new Send(sender, phone, callerId, network, newPrefix, true);
  }
}
