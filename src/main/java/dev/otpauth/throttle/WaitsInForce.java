package dev.otpauth.throttle;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What keeps codes from being sent just now, whoever asks. */
@Component
public class WaitsInForce {

  private final JdbcClient database;

  WaitsInForce(JdbcClient database) {
    this.database = database;
  }

  /** All of them, in one statement, by the index of what has not lapsed (V2). */
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
   * Those of all numbers together.
   *
   * @param cooldowns the provider's 429s, of numbers and of senders
   * @param pausedSenders senders that pause, since much of what they send is throttled
   * @param pausedUntil when the last of them goes on; null where none pauses
   * @param stopped whether an operator has stopped all sending
   */
  public record Waits(
      long cooldowns, long pausedSenders, @Nullable Instant pausedUntil, boolean stopped) {}
}
