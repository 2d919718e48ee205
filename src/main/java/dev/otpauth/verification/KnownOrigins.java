package dev.otpauth.verification;

import dev.otpauth.runtime.RoundTrip;
import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** From where codes of a number were right before. */
@Component
class KnownOrigins {

  private final JdbcOperations database;

  KnownOrigins(JdbcOperations database) {
    this.database = database;
  }

  /** Whether one was right where the verification was asked for; asks PostgreSQL. */
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
