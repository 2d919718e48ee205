package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Creates sends and limits for tests. */
public final class SampleSends {

  static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  static final String SENDER = "+628001234567";
  static final Duration WINDOW = Duration.ofHours(12);

  /** As it is by default. */
  static final Rate GUESSES = new Rate(100, Duration.ofHours(24));

  /** How many wrong codes in a row a number bears. */
  public static final int MOST_GUESSES = GUESSES.count();

  /** How long it rests after that. */
  public static final Duration REST = GUESSES.period();

  private static final List<Duration> DELAYS =
      List.of(Duration.ofSeconds(60), Duration.ofMinutes(2));

  private SampleSends() {}

  /** To a number by a login, from the first address. */
  static Send to(int phone) {
    return to(phone, address(1));
  }

  /** Likewise, from a network. */
  static Send to(int phone, ClientNetwork network) {
    return new Send(SENDER, phone(phone), "login", network, null);
  }

  /** Likewise, from no address. */
  static Send anonymous(int phone) {
    return new Send(SENDER, phone(phone), "login", null, null);
  }

  /** Where no prefix is limited. */
  public static VerifiedPrefixes noNewPrefixes() {
    return new VerifiedPrefixes(new JdbcTemplate(), newPrefixes(Rate.OFF));
  }

  static KeyedDigest phone(int which) {
    return new KeyedDigest("%064x".formatted(which));
  }

  /** An IPv4 address. */
  static ClientNetwork address(int which) {
    return new ClientNetwork(network(which), null);
  }

  /** A /64 of the first /48. */
  static ClientNetwork ofSite(int which) {
    return ofSite(1, which);
  }

  /** A /64 of a /48. */
  static ClientNetwork ofSite(int site, int which) {
    return new ClientNetwork(network(1_000_000 * site + which), network(-site));
  }

  private static KeyedDigest network(int which) {
    return new KeyedDigest("%064x".formatted(1_000_000 + which));
  }

  static ThrottleProperties properties(
      Rate clientIp, Rate caller, Rate global, @Nullable Integer budget) {
    return new ThrottleProperties(
        DELAYS, WINDOW, GUESSES, clientIp, caller, global, Rate.OFF, budget);
  }

  static ThrottleProperties newPrefixes(Rate rate) {
    return new ThrottleProperties(
        DELAYS, WINDOW, GUESSES, Rate.OFF, Rate.OFF, Rate.OFF, rate, null);
  }

  static SendLimits limits(Rate clientIp, Rate caller, Rate global, @Nullable Integer budget) {
    return new SendLimits(properties(clientIp, caller, global, budget), CallerLimits.NONE);
  }

  /** Nothing but the pace of each number. */
  static SendLimits paceAlone() {
    return limits(Rate.OFF, Rate.OFF, Rate.OFF, null);
  }

  /** Whether anything of them is to be saved. */
  public static boolean isChanged(ThrottleRows rows) {
    return Stream.of(
            rows.phones.changes((_, _) -> 0),
            rows.rates.changes((_, _) -> 0),
            rows.budgets.changes((_, _) -> 0),
            rows.cooldowns.changes((_, _) -> 0))
        .anyMatch(it -> !it.isEmpty());
  }

  /** No rows, under {@link #paceAlone()}. */
  public static ThrottleRows noRows() {
    return new ThrottleRows(paceAlone(), new ThrottledShare());
  }

  /** No rows, where an operator has stopped all sending. */
  public static ThrottleRows stoppedRows() {
    var rows = noRows();
    rows.isStopped = true;
    return rows;
  }
}
