package dev.otpauth.throttle;

import org.jspecify.annotations.Nullable;

/**
 * A code that is to be sent, as far as the limits look at it.
 *
 * @param sender E.164
 * @param phone the number's keyed digest
 * @param address a keyed digest of the subscriber's network; absent where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
public record Send(String sender, byte[] phone, String callerId, byte @Nullable [] address) {}
