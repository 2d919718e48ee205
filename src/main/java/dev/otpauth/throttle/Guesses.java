package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many codes of a number were tried in a row without a right one, over all its verifications,
 * so that a new request does not buy new guesses for ever. At most {@link #MOST}, as NIST SP
 * 800-63B (5.2.2) asks; after that the number rests until nobody has guessed for {@link #KEPT}.
 *
 * <p>A guess is counted before it is made, in the caller's transaction, so that parallel ones
 * cannot pass the limit together.
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

  /** Counts a guess; false, and nothing counted, where none is left. */
  public boolean take(KeyedDigest phone, Instant now) {
    return database
            .sql(
                """
                insert into throttled_phone as it (phone_digest, sends, guesses, guessed_at)
                values (:phone, 0, 1, :now)
                on conflict (phone_digest) do update
                  set guesses = case when it.guesses < :most then it.guesses + 1 else 1 end,
                      guessed_at = excluded.guessed_at
                  where it.guesses < :most or it.guessed_at <= :forgotten
                """)
            .param("phone", phone.bytes())
            .param("now", timestamp(now))
            .param("most", MOST)
            .param("forgotten", timestamp(now.minus(KEPT)))
            .update()
        == 1;
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

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
