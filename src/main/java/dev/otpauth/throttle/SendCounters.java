package dev.otpauth.throttle;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters that the decision on a send is based on.
 *
 * @param isStopped whether an operator has stopped all sending
 * @param cooldownUntil end of the provider's cooldown for the number or sender; null if there is
 *     none
 * @param rates for each rate limit, when its bucket is full again; a missing one is full
 * @param sentToday the caller's sends on this day (UTC)
 */
public record SendCounters(
    boolean isStopped,
    @Nullable Instant cooldownUntil,
    PhoneCounters phone,
    Map<RateKey, Instant> rates,
    int sentToday) {

  /** The counters of an unknown number, address and caller. */
  static final SendCounters NONE = new SendCounters(false, null, PhoneCounters.NONE, Map.of(), 0);
}
