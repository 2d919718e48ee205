package dev.otpauth.throttle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import dev.otpauth.phone.KeyedDigest;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
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
    return database
        .sql(
            """
            select limited_by, until from decide_send(
              :at, :sender, :phone, :delays::interval[], :quiet::interval,
              :mostGuesses, :guessesKept::interval, :scopes::text[], :keys::bytea[],
              :steps::interval[], :bursts::interval[], :caller, :dailyBudget)
            """)
        .param("at", now.atOffset(ZoneOffset.UTC))
        .param("sender", send.sender())
        .param("phone", send.phone().bytes())
        .param("caller", send.callerId())
        .params(terms(send))
        .query(
            (row, _) ->
                Decision.of(
                    row.getString("limited_by"),
                    row.getObject("until", OffsetDateTime.class).toInstant()))
        .single();
  }

  /**
   * On what terms a send is taken, for a statement that takes it with something else: parameters of
   * {@code decide_send} (V9) by name.
   *
   * @param send absent where it is taken from no limit: then {@code scopes} is null
   */
  public Map<String, ?> terms(@Nullable Send send) {
    var limits = send == null ? null : limits(send);
    return Map.of(
        "delays", texts(properties.sendDelays(), Duration::toString),
        "quiet", properties.window().toString(),
        "mostGuesses", Guesses.MOST,
        "guessesKept", Guesses.KEPT.toString(),
        "scopes", texts(limits, it -> it.by().word()),
        "keys", texts(limits, Limit::key),
        "steps", texts(limits, it -> it.rate().step().toString()),
        "bursts", texts(limits, it -> it.rate().burst().toString()),
        "dailyBudget", new SqlParameterValue(Types.INTEGER, properties.dailyBudget()));
  }

  /**
   * On what terms sends are taken together, for a statement that takes them with something else:
   * parameters of {@code open_verifications} (V12) by name. What several take of one limit is
   * summed.
   */
  public Map<String, ?> terms(List<Send> sends) {
    var taken = new TreeMap<Limit, Integer>(Limit.AS_LOCKED);
    sends.forEach(send -> limits(send).forEach(limit -> taken.merge(limit, 1, Integer::sum)));
    var spent = new TreeMap<String, Integer>();
    sends.forEach(send -> spent.merge(send.callerId(), 1, Integer::sum));
    var limits = List.copyOf(taken.keySet());
    return Map.ofEntries(
        entry("delays", texts(properties.sendDelays(), Duration::toString)),
        entry("quiet", properties.window().toString()),
        entry("mostGuesses", Guesses.MOST),
        entry("guessesKept", Guesses.KEPT.toString()),
        entry("scopes", texts(limits, it -> it.by().word())),
        entry("keys", texts(limits, Limit::key)),
        entry(
            "taken",
            texts(
                List.copyOf(taken.entrySet()),
                it -> it.getKey().rate().step().multipliedBy(it.getValue()).toString())),
        entry("bursts", texts(limits, it -> it.rate().burst().toString())),
        entry("spenders", texts(List.copyOf(spent.keySet()), it -> it)),
        entry("spent", texts(List.copyOf(spent.values()), it -> Integer.toString(it))),
        entry("dailyBudget", new SqlParameterValue(Types.INTEGER, properties.dailyBudget())));
  }

  /** Gives back what was taken then: the code was certainly not sent. */
  public void giveBack(Send send, Instant takenAt) {
    database
        .sql(
            """
            select 1 from give_send_back(
              :at, :phone, :scopes::text[], :keys::bytea[], :steps::interval[], :caller,
              :dailyBudget)
            """)
        .param("at", takenAt.atOffset(ZoneOffset.UTC))
        .param("phone", send.phone().bytes())
        .param("caller", send.callerId())
        .params(terms(send))
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
                from throttled_phone where phone_digest = :phone),
              (select guessed_at + :rest::interval
                from throttled_phone where phone_digest = :phone and guesses >= :most))
            """)
        .param("at", now.atOffset(ZoneOffset.UTC))
        .param("sender", sender)
        .param("phone", phone.bytes())
        .param("delays", texts(properties.sendDelays(), Duration::toString))
        .param("quiet", properties.window().toString())
        .param("rest", Guesses.KEPT.toString())
        .param("most", Guesses.MOST)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** In the one order in which their rows are locked. */
  private List<Limit> limits(Send send) {
    var limits = new ArrayList<Limit>();
    limits.add(Limit.of(LimitedBy.CALLER, send.callerId().getBytes(UTF_8), properties.caller()));
    if (send.address() != null) {
      limits.add(Limit.of(LimitedBy.CLIENT_IP, send.address().bytes(), properties.clientIp()));
    }
    limits.add(Limit.of(LimitedBy.GLOBAL, new byte[0], properties.global()));
    limits.removeIf(it -> it.rate().isOff());
    return limits;
  }

  private static <T> SqlParameterValue texts(@Nullable List<T> values, Function<T, String> text) {
    return values == null
        ? new SqlParameterValue(Types.VARCHAR, null)
        : new SqlParameterValue(
            JdbcUtils.TYPE_UNKNOWN, values.stream().map(text).toArray(String[]::new));
  }

  /**
   * One that a send is taken from.
   *
   * @param key whose, as PostgreSQL reads bytes
   */
  private record Limit(LimitedBy by, String key, Rate rate) {

    private static final List<LimitedBy> ORDER =
        List.of(LimitedBy.CALLER, LimitedBy.CLIENT_IP, LimitedBy.GLOBAL);

    static final Comparator<Limit> AS_LOCKED =
        Comparator.<Limit>comparingInt(it -> ORDER.indexOf(it.by())).thenComparing(Limit::key);

    static Limit of(LimitedBy by, byte[] key, Rate rate) {
      return new Limit(by, "\\x" + HexFormat.of().formatHex(key), rate);
    }
  }
}
