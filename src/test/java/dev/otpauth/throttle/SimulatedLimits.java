package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The service's limits over rows in memory instead of the database. It has no rules of its own. */
final class SimulatedLimits {

  private final AddressCountingPolicy counting;
  private final ThrottleRows rows;

  /** Where codes were right. */
  private final Set<Origin> known = new HashSet<>();

  SimulatedLimits(Scenario scenario) {
    this.counting = scenario.counting();
    this.rows = new ThrottleRows(scenario.limits(), new ThrottledShare());
  }

  /** A code is asked for. */
  Decision request(Send send, Instant now) {
    return rows.take(seen(send), now);
  }

  /** Another code is asked for in place of the one before. */
  Decision resend(Send send, Instant now) {
    return switch (counting) {
      case REQUESTS ->
          rows.take(new Send(send.sender(), send.phone(), send.callerId(), null, null), now);
      case UNUSED_CODES -> rows.take(seen(send), now);
    };
  }

  /** A code is tried; where it may not be, says why. */
  Optional<Decision.Resting> guess(Send send, Instant now) {
    var rest = rows.rest(send.phone(), seen(send).isFromKnownNetwork(), now);
    if (rest.isEmpty()) {
      rows.guessed(send.phone(), now);
    }
    return rest;
  }

  /** The code that was tried was right. */
  void right(Send send) {
    switch (counting) {
      case REQUESTS -> forgetGuesses(send.phone());
      case UNUSED_CODES -> {
        rows.guessedRight(send.phone(), send.network());
        known.add(Origin.of(send));
      }
    }
    applyReturned();
  }

  /** With what is known of where it comes from. */
  private Send seen(Send send) {
    return known.contains(Origin.of(send)) ? send.fromKnownNetwork() : send;
  }

  private void forgetGuesses(KeyedDigest phone) {
    for (var left = rows.phone(phone).guesses(); left > 0; left--) {
      rows.guessGivenBack(phone);
    }
  }

  /** As {@link Throttle#save} has the database do. */
  private void applyReturned() {
    rows.returned.forEach(
        (key, part) -> {
          var free = rows.rates.get(key);
          if (free != null) {
            rows.rates.put(key, free.minus(part));
          }
        });
    rows.returned.clear();
  }

  private record Origin(KeyedDigest phone, @Nullable ClientNetwork network) {

    static Origin of(Send send) {
      return new Origin(send.phone(), send.network());
    }
  }
}
