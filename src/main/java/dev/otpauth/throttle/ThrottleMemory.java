package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes counters of the limits, for erasure and retention. Each method is one statement. */
@Component
public class ThrottleMemory {

  private final JdbcClient database;
  private final ThrottleProperties properties;

  ThrottleMemory(JdbcClient database, ThrottleProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** Deletes the counters and cooldowns of a number. */
  public void forget(KeyedDigest phone) {
    database
        .sql(
            """
            with cooldowns as (delete from cooldown where phone_digest = :phone)
            delete from throttled_phone where phone_digest = :phone
            """)
        .param("phone", phone.bytes())
        .update();
  }

  /**
   * Deletes up to {@code atMost} rows of each table that no longer affect any limit. Returns the
   * number deleted from the table with the most.
   */
  public int forgetLapsed(Instant now, int atMost) {
    return database
        .sql(
            """
            with cooldowns as (
              delete from cooldown where ctid = any (array(
                select ctid from cooldown where until < :now
                limit :atMost for update skip locked))
              returning 1),
            phones as (
              delete from throttled_phone where ctid = any (array(
                select ctid from throttled_phone
                where greatest(sent_at, guessed_at) is null
                  or (greatest(sent_at, guessed_at) < :now - :quiet::interval
                    and (guesses = 0
                      or greatest(sent_at, guessed_at) < :now - :guessesKept::interval))
                limit :atMost for update skip locked))
              returning 1),
            rates as (
              delete from send_rate where ctid = any (array(
                select ctid from send_rate where free_at < :now
                limit :atMost for update skip locked))
              returning 1),
            budgets as (
              delete from send_budget where day < (:now at time zone 'UTC')::date returning 1)
            select greatest(
              (select count(*) from cooldowns), (select count(*) from phones),
              (select count(*) from rates), (select count(*) from budgets))
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("quiet", properties.window().toString())
        .param("guessesKept", properties.guesses().period().toString())
        .param("atMost", atMost)
        .query(Integer.class)
        .single();
  }
}
