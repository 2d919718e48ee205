package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.runtime.RowSet;
import dev.otpauth.runtime.RowSet.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loaded counters for a group of calls, including the changes made by the calls decided so far.
 * {@link Throttle} loads and saves them.
 */
public final class ThrottleRows {

  final RowSet<KeyedDigest, PhoneCounters> phones = new RowSet<>();
  final RowSet<RateKey, Instant> rates = new RowSet<>();
  final RowSet<BudgetKey, Integer> budgets = new RowSet<>();
  final RowSet<Cooldown.Key, Cooldown> cooldowns = new RowSet<>();

  /** Times to subtract from rates, whatever their values when saved. */
  final Map<RateKey, Duration> returned = new HashMap<>();

  /** The new prefixes whose rates were loaded. */
  final Set<String> newPrefixes = new HashSet<>();

  private final SendLimits limits;
  private final ThrottledShare throttled;
  boolean isStopped;

  ThrottleRows(SendLimits limits, ThrottledShare throttled) {
    this.limits = limits;
    this.throttled = throttled;
  }

  /** Whether all rows for the decision on a send are loaded. */
  public boolean suffice(Send send) {
    return send.newPrefix() == null || newPrefixes.contains(send.newPrefix());
  }

  /** Decides on a send, and counts it against every limit if it is allowed. */
  public Decision take(Send send, Instant now) {
    var day = BudgetKey.at(send.callerId(), now);
    var decision = limits.decide(send, counters(send, day), now);
    if (decision instanceof Decision.Allowed(_, var counters)) {
      put(send, day, counters);
    }
    return decision;
  }

  /** Decides on a request for a test number, and counts it against its network alone. */
  public Decision take(ClientNetwork network, Instant now) {
    var decision = limits.decide(network, known(limits.ratesOf(network).keySet()), now);
    if (decision instanceof Decision.Allowed(_, var counters)) {
      counters.rates().forEach(rates::put);
    }
    return decision;
  }

  /** Gives back a send that was counted at that time but certainly not made. */
  public void giveBack(Send send, Instant takenAt) {
    var day = BudgetKey.at(send.callerId(), takenAt);
    put(send, day, limits.givenBack(send, counters(send, day), takenAt));
  }

  private SendCounters counters(Send send, BudgetKey day) {
    return new SendCounters(
        isStopped,
        cooldownUntil(send.sender(), send.phone()),
        phone(send.phone()),
        known(limits.rates(send).keySet()),
        Objects.requireNonNullElse(budgets.get(day), 0));
  }

  private Map<RateKey, Instant> known(Set<RateKey> keys) {
    var known = new HashMap<RateKey, Instant>();
    for (var key : keys) {
      var free = rates.get(key);
      if (free != null) {
        known.put(key, free);
      }
    }
    return known;
  }

  private void put(Send send, BudgetKey day, SendCounters counters) {
    phones.put(send.phone(), counters.phone());
    counters.rates().forEach(rates::put);
    if (limits.hasBudget(send.callerId())) {
      budgets.put(day, counters.sentToday());
    }
  }

  private @Nullable Instant cooldownUntil(String sender, KeyedDigest phone) {
    return cooldowns
        .rows()
        .filter(it -> it.key().isFor(sender, phone))
        .map(it -> it.row().until())
        .max(Instant::compareTo)
        .orElse(null);
  }

  /**
   * When a caller may have the next code sent to a number; {@code now} if at once.
   *
   * @param isFromKnownNetwork whether the number was verified from the subscriber's network before
   */
  public Instant next(
      String callerId, String sender, KeyedDigest phone, boolean isFromKnownNetwork, Instant now) {
    return limits.next(
        callerId, cooldownUntil(sender, phone), phone(phone), isFromKnownNetwork, now);
  }

  /** When a further send like this one is allowed. */
  public Instant next(Send send, Instant now) {
    return next(send.callerId(), send.sender(), send.phone(), send.isFromKnownNetwork(), now);
  }

  /** Records a 429 of the provider for a send. */
  public void coolDown(String sender, KeyedDigest phone, Duration wait, Instant now) {
    note(Cooldown.Key.of(sender, phone), wait, now);
    if (throttled.isHigh(sender, now)) {
      note(Cooldown.Key.ofAll(sender), Cooldown.pauseOf(wait), now);
    }
  }

  private void note(Cooldown.Key key, Duration wait, Instant now) {
    cooldowns.put(key, Cooldown.noted(cooldowns.get(key), wait, now));
  }

  /** The counters of a number. */
  public PhoneCounters phone(KeyedDigest phone) {
    return Objects.requireNonNullElse(phones.get(phone), PhoneCounters.NONE);
  }

  /**
   * The rest of a number with too many wrong codes; empty if it does not rest.
   *
   * @param isFromKnownNetwork whether the number was verified from the subscriber's network before
   */
  public Optional<Decision.Resting> rest(
      KeyedDigest phone, boolean isFromKnownNetwork, Instant now) {
    return limits.restOf(phone(phone), isFromKnownNetwork, now);
  }

  /** Counts a guess; {@link #rest} says whether one is allowed. */
  public void guessed(KeyedDigest phone, Instant now) {
    put(phone, limits.guessed(phone(phone), now));
  }

  /** Gives back a guess that the provider did not check. */
  public void guessGivenBack(KeyedDigest phone) {
    put(phone, phone(phone).guessGivenBack());
  }

  /**
   * Records a correct code: resets the number's counters and gives one send back to the network,
   * whose limit counts unused codes only.
   *
   * @param network null if unknown
   */
  public void guessedRight(KeyedDigest phone, @Nullable ClientNetwork network) {
    put(phone, phone(phone).guessedRight());
    if (network != null) {
      limits.returned(network).forEach((key, part) -> returned.merge(key, part, Duration::plus));
    }
  }

  /** Sets the counters of a number, if they have changed. */
  void put(KeyedDigest phone, PhoneCounters counters) {
    if (!counters.equals(phone(phone))) {
      phones.put(phone, counters);
    }
  }

  /** The stored counters of a number with their version, for {@link #with}. */
  public Optional<Versioned<PhoneCounters>> stored(KeyedDigest phone) {
    return phones.versioned(phone);
  }

  /** Adds the counters of a number that were loaded earlier. */
  public void with(KeyedDigest phone, Optional<Versioned<PhoneCounters>> counters) {
    phones.load(phone, counters);
  }

  /** Whether both change the same row. */
  public boolean collidesWith(ThrottleRows other) {
    return phones.collidesWith(other.phones)
        || rates.collidesWith(other.rates)
        || budgets.collidesWith(other.budgets)
        || cooldowns.collidesWith(other.cooldowns);
  }

  /** Adds the changes of other calls. */
  public void addChanges(ThrottleRows other) {
    phones.addChanges(other.phones);
    rates.addChanges(other.rates);
    other.returned.forEach((key, part) -> returned.merge(key, part, Duration::plus));
    budgets.addChanges(other.budgets);
    cooldowns.addChanges(other.cooldowns);
  }

  /** Marks all changes as stored. */
  public void saved() {
    phones.saved();
    rates.saved();
    returned.clear();
    budgets.saved();
    cooldowns.saved();
  }
}
