package dev.otpauth.throttle;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the waits that currently keep codes from being sent, for metrics. */
@Component
public class WaitsInForce {

  private final JdbcClient database;

  WaitsInForce(JdbcClient database) {
    this.database = database;
  }

  /** Reads all of them in one statement, by the index on {@code cooldown.until} (V2). */
  public Waits at(Instant now) {
    return database
        .sql(
            """
            select (select count(*) from cooldown where until > :now) as cooldowns,
                   (select count(*) from cooldown where until > :now and phone_digest = ''::bytea)
                     as paused_senders,
                   (select max(until) from cooldown
                     where until > :now and phone_digest = ''::bytea) as paused_until,
                   exists (select from sending_stop) as stopped
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Waits.class)
        .single();
  }

  /**
   * The waits in force over all numbers.
   *
   * @param cooldowns the provider's cooldowns of numbers and senders
   * @param pausedSenders senders that pause because many of their sends are throttled
   * @param pausedUntil when the last of them resumes; null if none pauses
   * @param stopped whether an operator has stopped all sending
   */
  public record Waits(
      long cooldowns, long pausedSenders, @Nullable Instant pausedUntil, boolean stopped) {}
}
