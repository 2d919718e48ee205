package dev.otpauth.throttle;

import static dev.otpauth.runtime.Timestamps.instant;
import static dev.otpauth.runtime.Timestamps.nullableInstant;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.runtime.RowSet.Change;
import dev.otpauth.runtime.VersionedTable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Loads and saves the counters of the limits in PostgreSQL, shared by all replicas. The rules are
 * in {@link SendLimits}, {@link PhoneCounters} and {@link Cooldown}.
 */
@Component
public class Throttle {

  private static final VersionedTable<Change<KeyedDigest, PhoneCounters>> PHONES =
      VersionedTable.<Change<KeyedDigest, PhoneCounters>>named("throttled_phone", Change::version)
          .key("phone_digest", "bytea", it -> it.key().bytes())
          .column("sends", "integer", it -> it.row().sends())
          .column("sent_at", "timestamptz", it -> it.row().sentAt())
          .column("previous_at", "timestamptz", it -> it.row().previousAt())
          .column("guesses", "integer", it -> it.row().guesses())
          .column("guessed_at", "timestamptz", it -> it.row().guessedAt())
          .build();

  private static final VersionedTable<Change<RateKey, Instant>> RATES =
      VersionedTable.<Change<RateKey, Instant>>named("send_rate", Change::version)
          .key("scope", "text", it -> it.key().by().value())
          .key("key", "bytea", it -> it.key().bytes())
          .column("free_at", "timestamptz", Change::row)
          .build();

  private static final VersionedTable<Change<BudgetKey, Integer>> BUDGETS =
      VersionedTable.<Change<BudgetKey, Integer>>named("send_budget", Change::version)
          .key("caller_id", "text", it -> it.key().callerId())
          .key("day", "date", it -> it.key().day())
          .column("sends", "integer", Change::row)
          .build();

  private static final VersionedTable<Change<Cooldown.Key, Cooldown>> COOLDOWNS =
      VersionedTable.<Change<Cooldown.Key, Cooldown>>named("cooldown", Change::version)
          .key("sender", "text", it -> it.key().sender())
          .key("phone_digest", "bytea", it -> HexFormat.of().parseHex(it.key().phone()))
          .column("until", "timestamptz", it -> it.row().until())
          .build();

  private final JdbcOperations database;
  private final SendLimits limits;
  private final ThrottledShare throttled;

  Throttle(JdbcOperations database, SendLimits limits, ThrottledShare throttled) {
    this.database = database;
    this.limits = limits;
    this.throttled = throttled;
  }

  /**
   * When a caller may have the next code sent to the number, by the number's own waits; {@code now}
   * if at once. Counts nothing.
   *
   * @param isFromKnownNetwork whether the number was verified from the subscriber's network before;
   *     evaluated only if the number rests
   */
  public Instant next(
      String callerId,
      String sender,
      KeyedDigest phone,
      BooleanSupplier isFromKnownNetwork,
      Instant now) {
    var trip = new RoundTrip();
    var rows =
        load(
            trip,
            new Wanted(Digests.of(Set.of(phone)), Digests.NONE, List.of(), false),
            now,
            false);
    trip.send(database);
    var rests = rows.rest(phone, false, now).isPresent();
    return rows.next(callerId, sender, phone, rests && isFromKnownNetwork.getAsBoolean(), now);
  }

  /** An empty set of rows. */
  public ThrottleRows none() {
    return new ThrottleRows(limits, throttled);
  }

  /**
   * Adds the queries for some calls to a round trip; the rows are filled when it is sent.
   *
   * @param locked whether to lock rows that may be changed until the transaction ends
   */
  public ThrottleRows load(RoundTrip trip, Wanted wanted, Instant now, boolean locked) {
    var rows = none();
    if (!wanted.phones().isNone()) {
      loadPhones(trip, wanted.phones(), rows, locked);
      loadCooldowns(trip, wanted.phones(), rows, locked && wanted.toldToWait());
    }
    if (!wanted.sends().isEmpty()) {
      loadRates(trip, wanted, rows, locked);
      loadBudgets(trip, wanted.sends(), now, rows, locked);
      trip.query(
          "select exists (select from sending_stop) as stopped",
          List.of(),
          row -> rows.isStopped = row.getBoolean("stopped"));
    }
    return rows;
  }

  private static void loadPhones(
      RoundTrip trip, Digests phones, ThrottleRows rows, boolean locked) {
    trip.query(
        """
        select phone_digest, sends, sent_at, previous_at, guesses, guessed_at, version
        from throttled_phone where phone_digest = any (array(%s))
        """
                .formatted(phones.sql())
            + lock(locked, "phone_digest"),
        phones.parameters(),
        row ->
            rows.phones.load(
                KeyedDigest.of(row.getBytes("phone_digest")),
                new PhoneCounters(
                    row.getInt("sends"),
                    nullableInstant(row, "sent_at"),
                    nullableInstant(row, "previous_at"),
                    row.getInt("guesses"),
                    nullableInstant(row, "guessed_at")),
                row.getInt("version")));
  }

  private static void loadCooldowns(
      RoundTrip trip, Digests phones, ThrottleRows rows, boolean locked) {
    trip.query(
        """
        select sender, phone_digest, until, version
        from cooldown where phone_digest = any (array(%s union all select ''::bytea))
        """
                .formatted(phones.sql())
            + lock(locked, "sender, phone_digest"),
        phones.parameters(),
        row ->
            rows.cooldowns.load(
                new Cooldown.Key(
                    row.getString("sender"),
                    HexFormat.of().formatHex(row.getBytes("phone_digest"))),
                new Cooldown(instant(row, "until")),
                row.getInt("version")));
  }

  private void loadRates(RoundTrip trip, Wanted wanted, ThrottleRows rows, boolean locked) {
    var keys = new HashSet<RateKey>();
    for (var send : wanted.sends()) {
      keys.addAll(limits.rates(send.callerId(), send.network(), send.newPrefix()).keySet());
      if (send.newPrefix() != null) {
        rows.newPrefixes.add(send.newPrefix());
      }
    }
    if (keys.isEmpty() && wanted.networks().isNone()) {
      return;
    }
    var parameters =
        new ArrayList<>(
            new ArrayParameters<>(keys).text(it -> it.by().value()).bytes(RateKey::bytes).list());
    var networks = "";
    if (!wanted.networks().isNone()) {
      networks = "union select ?, digest from (%s) n (digest)".formatted(wanted.networks().sql());
      parameters.add(LimitedBy.CLIENT_IP.value());
      parameters.addAll(wanted.networks().parameters());
    }
    trip.query(
        """
        select it.scope, it.key, it.free_at, it.version
        from (select scope, key from unnest(?::text[], ?::bytea[]) as named (scope, key) %s) as given
        join send_rate it on it.scope = given.scope and it.key = given.key
        """
                .formatted(networks)
            + (locked ? "order by it.scope, it.key for update of it" : ""),
        parameters,
        row ->
            rows.rates.load(
                RateKey.of(LimitedBy.of(row.getString("scope")), row.getBytes("key")),
                instant(row, "free_at"),
                row.getInt("version")));
  }

  private void loadBudgets(
      RoundTrip trip,
      Collection<CountedSend> sends,
      Instant now,
      ThrottleRows rows,
      boolean locked) {
    var keys = new HashSet<BudgetKey>();
    for (var send : sends) {
      if (limits.hasBudget(send.callerId())) {
        keys.add(BudgetKey.at(send.callerId(), send.at(now)));
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    trip.query(
        """
        select it.caller_id, it.day, it.sends, it.version
        from unnest(?::text[], ?::date[]) as given (caller_id, day)
        join send_budget it on it.caller_id = given.caller_id and it.day = given.day
        """
            + lock(locked, "it.caller_id collate \"C\", it.day"),
        new ArrayParameters<>(keys).text(BudgetKey::callerId).text(BudgetKey::day).list(),
        row ->
            rows.budgets.load(
                new BudgetKey(row.getString("caller_id"), row.getObject("day", LocalDate.class)),
                row.getInt("sends"),
                row.getInt("version")));
  }

  /**
   * Adds the changed rows to a round trip, which fails as a whole if one has changed in between.
   */
  public void save(RoundTrip trip, ThrottleRows rows) {
    PHONES.save(trip, rows.phones.changes(Comparator.comparing(KeyedDigest::hex)));
    COOLDOWNS.save(trip, rows.cooldowns.changes(Cooldown.Key.ORDER));
    RATES.save(trip, rows.rates.changes(RateKey.ORDER));
    saveReturned(trip, rows);
    BUDGETS.save(trip, rows.budgets.changes(BudgetKey.ORDER));
  }

  /** Unconditional, because a difference applies whatever the present value is. */
  private static void saveReturned(RoundTrip trip, ThrottleRows rows) {
    if (rows.returned.isEmpty()) {
      return;
    }
    trip.query(
        """
        update send_rate it set free_at = it.free_at - given.part, version = it.version + 1
        from unnest(?::text[], ?::bytea[], ?::interval[]) as given (scope, key, part)
        where it.scope = given.scope and it.key = given.key
        returning 1
        """,
        new ArrayParameters<>(
                rows.returned.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(RateKey.ORDER))
                    .toList())
            .text(it -> it.getKey().by().value())
            .bytes(it -> it.getKey().bytes())
            .text(Map.Entry::getValue)
            .list(),
        _ -> {});
  }

  private static String lock(boolean locked, String order) {
    return locked ? "order by " + order + " for update" : "";
  }

  /**
   * The rows that some calls need.
   *
   * @param networks networks of further sends, beside those in {@code sends}
   * @param sends sends to count, or to give back
   * @param toldToWait whether the provider has throttled one of the sends
   */
  public record Wanted(
      Digests phones, Digests networks, Collection<CountedSend> sends, boolean toldToWait) {}

  /**
   * A send that is to be counted by the limits of a caller and network, or was counted before.
   *
   * @param network as in {@link Send}
   * @param newPrefix as in {@link Send}
   * @param countedAt when it was counted; null if it is to be counted now
   */
  public record CountedSend(
      String callerId,
      @Nullable ClientNetwork network,
      @Nullable String newPrefix,
      @Nullable Instant countedAt) {

    /** The counted form of a send; {@code countedAt} is null if it is to be counted now. */
    public static CountedSend of(Send send, @Nullable Instant countedAt) {
      return new CountedSend(send.callerId(), send.network(), send.newPrefix(), countedAt);
    }

    Instant at(Instant now) {
      return countedAt == null ? now : countedAt;
    }
  }
}
