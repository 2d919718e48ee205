package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The provider's word to wait, remembered per number until it lapses; {@link Throttle} heeds it,
 * for whichever sender. Where many numbers are told to wait within a short time, the sender as a
 * whole pauses for a moment, so that a provider that has told us to stop is not hammered.
 *
 * <p>Each method is one statement, atomic across replicas.
 */
@Component
public class Cooldowns {

  /** So many different numbers within {@link #SHORT_TIME} pause the sender. */
  static final int MANY = 10;

  static final Duration SHORT_TIME = Duration.ofSeconds(60);

  /** The longest pause of a sender; after it, one number's answer tells whether to pause again. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final JdbcClient database;

  Cooldowns(JdbcClient database) {
    this.database = database;
  }

  /**
   * Remembers that the provider told us to wait.
   *
   * @param wait from now; waiting exactly that long suffices
   */
  public void remember(String sender, KeyedDigest phone, Duration wait, Instant now) {
    var pause = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    database
        .sql(
            """
            with numbers as (
              insert into cooldown (sender, phone_digest, noted_at, until)
              values (:sender, :phone, :now, :until)
              on conflict (sender, phone_digest) do update
                set noted_at = excluded.noted_at, until = greatest(cooldown.until, excluded.until)
              returning 1)
            insert into cooldown (sender, phone_digest, noted_at, until)
            select :sender, ''::bytea, :now, :pauseUntil
            where (select count(*) from numbers) + (
                select count(*) from cooldown
                where sender = :sender and phone_digest not in (:phone, ''::bytea)
                  and noted_at > :since) >= :many
            on conflict (sender, phone_digest) do update
              set noted_at = excluded.noted_at, until = greatest(cooldown.until, excluded.until)
            """)
        .param("sender", sender)
        .param("phone", phone.bytes())
        .param("now", timestamp(now))
        .param("until", timestamp(now.plus(wait)))
        .param("pauseUntil", timestamp(now.plus(pause)))
        .param("since", timestamp(now.minus(SHORT_TIME)))
        .param("many", MANY)
        .update();
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
