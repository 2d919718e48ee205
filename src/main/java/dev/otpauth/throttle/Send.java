package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import org.jspecify.annotations.Nullable;

/**
 * A code that is to be sent, as far as the limits look at it.
 *
 * @param sender E.164
 * @param phone the number's keyed digest
 * @param network the subscriber's; absent where it is not known
 */
public record Send(
    String sender, KeyedDigest phone, String callerId, @Nullable ClientNetwork network) {}
