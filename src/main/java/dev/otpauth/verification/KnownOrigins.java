package dev.otpauth.verification;

import dev.otpauth.runtime.RoundTrip;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Looks up whether a number was verified from an {@link Origin} before. */
@Component
class KnownOrigins {

  private final JdbcOperations database;

  KnownOrigins(JdbcOperations database) {
    this.database = database;
  }

  /** Whether the origin of this verification is known; one query. */
  boolean include(Verification verification) {
    var origin = Origin.of(verification);
    if (origin.isEmpty()) {
      return false;
    }
    var trip = new RoundTrip();
    var known = VerificationTable.loadOrigins(trip, Set.of(origin.get()));
    trip.send(database);
    return known.getOrDefault(origin.get(), false);
  }
}
