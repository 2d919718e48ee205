package dev.otpauth.throttle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.phone.KeyedDigest;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often: all limits on sending at once, with the state in PostgreSQL. Each method is one
 * statement, atomic across replicas.
 */
@Component
@EnableConfigurationProperties(ThrottleProperties.class)
public class Throttle {

  private final JdbcClient database;
  private final ThrottleProperties properties;

  Throttle(JdbcClient database, ThrottleProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** Takes a send from every limit, or from none. */
  public Decision decide(Send send, Instant now) {
    return on(
            """
            select limited_by, until from take_send(
              :at, :sender, :phone, :delays::interval[], :quiet::interval,
              :mostGuesses, :guessesKept::interval, :scopes::text[], :keys::bytea[],
              :steps::interval[], :bursts::interval[], :caller, :dailyBudget)
            """,
            send,
            now)
        .param("sender", send.sender())
        .param("delays", texts(properties.sendDelays(), Duration::toString))
        .param("quiet", properties.window().toString())
        .param("mostGuesses", Guesses.MOST)
        .param("guessesKept", Guesses.KEPT.toString())
        .param("bursts", texts(limits(send), it -> it.rate().burst().toString()))
        .query(
            (row, _) ->
                decision(
                    row.getString("limited_by"),
                    row.getObject("until", OffsetDateTime.class).toInstant()))
        .single();
  }

  /** Gives back what was taken then: the code was certainly not sent. */
  public void giveBack(Send send, Instant takenAt) {
    on(
            """
            select 1 from give_send_back(
              :at, :phone, :scopes::text[], :keys::bytea[], :steps::interval[], :caller,
              :dailyBudget)
            """,
            send,
            takenAt)
        .query(Integer.class)
        .single();
  }

  /**
   * When the next code may be sent to the number, as far as the number itself is concerned; not
   * after now where it may be. Asking costs nothing.
   */
  public Instant next(String sender, KeyedDigest phone, Instant now) {
    return database
        .sql(
            """
            select greatest(
              :at,
              (select max(until) from cooldown
                where phone_digest = :phone
                  or (sender = :sender and phone_digest = ''::bytea)),
              (select next_send(sends, sent_at, :delays::interval[], :quiet::interval)
                from throttled_phone where phone_digest = :phone))
            """)
        .param("at", now.atOffset(ZoneOffset.UTC))
        .param("sender", sender)
        .param("phone", phone.bytes())
        .param("delays", texts(properties.sendDelays(), Duration::toString))
        .param("quiet", properties.window().toString())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private JdbcClient.StatementSpec on(String sql, Send send, Instant at) {
    var limits = limits(send);
    return database
        .sql(sql)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("phone", send.phone().bytes())
        .param("scopes", texts(limits, it -> it.by().word()))
        .param("keys", limits.stream().map(Limit::key).toArray(byte[][]::new))
        .param("steps", texts(limits, it -> it.rate().step().toString()))
        .param("caller", send.callerId())
        .param("dailyBudget", properties.dailyBudget(), Types.INTEGER);
  }

  /** In the one order in which their rows are locked. */
  private List<Limit> limits(Send send) {
    var limits = new ArrayList<Limit>();
    limits.add(new Limit(LimitedBy.CALLER, send.callerId().getBytes(UTF_8), properties.caller()));
    if (send.address() != null) {
      limits.add(new Limit(LimitedBy.CLIENT_IP, send.address().bytes(), properties.clientIp()));
    }
    limits.add(new Limit(LimitedBy.GLOBAL, new byte[0], properties.global()));
    limits.removeIf(it -> it.rate().isOff());
    return limits;
  }

  private static Decision decision(@Nullable String limitedBy, Instant until) {
    if (limitedBy == null) {
      return new Decision.Allowed(until);
    }
    return limitedBy.equals("stop")
        ? new Decision.Stopped()
        : new Decision.Delayed(until, LimitedBy.of(limitedBy));
  }

  private static <T> String[] texts(List<T> values, Function<T, String> text) {
    return values.stream().map(text).toArray(String[]::new);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Limit(LimitedBy by, byte[] key, Rate rate) {}
}
