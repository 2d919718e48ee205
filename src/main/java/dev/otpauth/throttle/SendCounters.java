package dev.otpauth.throttle;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known when it is to be decided whether a code may be sent.
 *
 * @param isStopped whether an operator has stopped all sending
 * @param cooldownUntil until when the provider told us to wait, for the number or the sender
 * @param rates by limit, when all of it is free again; one that is not there is free
 * @param sentToday by the caller, on this day (UTC)
 */
public record SendCounters(
    boolean isStopped,
    @Nullable Instant cooldownUntil,
    PhoneCounters phone,
    Map<RateKey, Instant> rates,
    int sentToday) {

  /** Of a number, an address and a caller that nothing is known of. */
  static final SendCounters NONE = new SendCounters(false, null, PhoneCounters.NONE, Map.of(), 0);
}
