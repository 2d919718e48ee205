package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many codes of a number were tried in a row without a right one, over all its verifications,
 * so that a new request does not buy new guesses for ever. At most {@link #MOST}, as NIST SP
 * 800-63B (5.2.2) asks; after that the number rests until nobody has guessed for {@link #KEPT}.
 *
 * <p>A guess is counted before it is made ({@code reserve_attempts}, V12), in the statement that
 * reserves the attempt, so that parallel ones cannot pass the limit together.
 */
@Component
public class Guesses {

  /** So many, and not one more. */
  public static final int MOST = 100;

  /** So long after the last one they count. */
  public static final Duration KEPT = Duration.ofDays(30);

  private final JdbcClient database;

  Guesses(JdbcClient database) {
    this.database = database;
  }

  /** Takes a guess back that was certainly not made. */
  public void giveBack(KeyedDigest phone) {
    database
        .sql(
            """
            update throttled_phone set guesses = guesses - 1
            where phone_digest = :phone and guesses > 0
            """)
        .param("phone", phone.bytes())
        .update();
  }

  /** The last guess was right: counting begins anew. */
  public void succeeded(KeyedDigest phone) {
    database
        .sql("update throttled_phone set guesses = 0 where phone_digest = :phone")
        .param("phone", phone.bytes())
        .update();
  }

  /** Until when the number rests; empty while guesses are left. */
  public Optional<Instant> restsUntil(KeyedDigest phone) {
    return database
        .sql(
            """
            select guessed_at from throttled_phone
            where phone_digest = :phone and guesses >= :most
            """)
        .param("phone", phone.bytes())
        .param("most", MOST)
        .query(OffsetDateTime.class)
        .optional()
        .map(it -> it.toInstant().plus(KEPT));
  }
}
