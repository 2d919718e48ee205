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
 * What the limits know of some calls, as it was loaded, and with what the calls decided so far have
 * changed. {@link Throttle} loads and saves it.
 */
public final class ThrottleRows {

  final RowSet<KeyedDigest, PhoneCounters> phones = new RowSet<>();
  final RowSet<RateKey, Instant> rates = new RowSet<>();
  final RowSet<BudgetKey, Integer> budgets = new RowSet<>();
  final RowSet<Cooldown.Key, Cooldown> cooldowns = new RowSet<>();

  /** What rates get back, whatever they are by then. */
  final Map<RateKey, Duration> returned = new HashMap<>();

  /** Those whose rates were looked at. */
  final Set<String> newPrefixes = new HashSet<>();

  private final SendLimits limits;
  private final ThrottledShare throttled;
  boolean isStopped;

  ThrottleRows(SendLimits limits, ThrottledShare throttled) {
    this.limits = limits;
    this.throttled = throttled;
  }

  /** Whether all is there that decides about a send. */
  public boolean suffice(Send send) {
    return send.newPrefix() == null || newPrefixes.contains(send.newPrefix());
  }

  /** Takes a send from every limit, or from none. */
  public Decision take(Send send, Instant now) {
    var day = BudgetKey.at(send.callerId(), now);
    var decision = limits.decide(send, counters(send, day), now);
    if (decision instanceof Decision.Allowed(_, var counters)) {
      put(send, day, counters);
    }
    return decision;
  }

  /** Takes what counts against its network alone: a code that is not sent at all. */
  public Decision take(ClientNetwork network, Instant now) {
    var decision = limits.decide(network, known(limits.ratesOf(network).keySet()), now);
    if (decision instanceof Decision.Allowed(_, var counters)) {
      counters.rates().forEach(rates::put);
    }
    return decision;
  }

  /** Gives a send back that was taken then: its code was certainly not sent. */
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
   * When a caller may have the next code sent to a number; not after now where it may.
   *
   * @param isFromKnownNetwork whether a code of the number was right before where it is asked for
   */
  public Instant next(
      String callerId, String sender, KeyedDigest phone, boolean isFromKnownNetwork, Instant now) {
    return limits.next(
        callerId, cooldownUntil(sender, phone), phone(phone), isFromKnownNetwork, now);
  }

  /** When another code may be sent like that one. */
  public Instant next(Send send, Instant now) {
    return next(send.callerId(), send.sender(), send.phone(), send.isFromKnownNetwork(), now);
  }

  /** Remembers that the provider told us to wait; waiting exactly that long suffices. */
  public void coolDown(String sender, KeyedDigest phone, Duration wait, Instant now) {
    note(Cooldown.Key.of(sender, phone), wait, now);
    if (throttled.isHigh(sender, now)) {
      note(Cooldown.Key.ofAll(sender), Cooldown.pauseOf(wait), now);
    }
  }

  private void note(Cooldown.Key key, Duration wait, Instant now) {
    cooldowns.put(key, Cooldown.noted(cooldowns.get(key), wait, now));
  }

  /** What is known of a number. */
  public PhoneCounters phone(KeyedDigest phone) {
    return Objects.requireNonNullElse(phones.get(phone), PhoneCounters.NONE);
  }

  /**
   * The rest of a number for which too many wrong codes were tried; empty where it has none.
   *
   * @param isFromKnownNetwork whether it is asked about from where a code of it was right before
   */
  public Optional<Decision.Resting> rest(
      KeyedDigest phone, boolean isFromKnownNetwork, Instant now) {
    return limits.restOf(phone(phone), isFromKnownNetwork, now);
  }

  /** A code of a number is tried now; {@link #rest} says whether one may be. */
  public void guessed(KeyedDigest phone, Instant now) {
    put(phone, limits.guessed(phone(phone), now));
  }

  /** The code that was to be tried certainly was not. */
  public void guessGivenBack(KeyedDigest phone) {
    put(phone, phone(phone).guessGivenBack());
  }

  /**
   * The code was right: the number starts afresh, and the network that asked for it gets the place
   * of one code back. What counts against it are codes that nobody used.
   *
   * @param network absent where it is not known
   */
  public void guessedRight(KeyedDigest phone, @Nullable ClientNetwork network) {
    put(phone, phone(phone).guessedRight());
    if (network != null) {
      limits.returned(network).forEach((key, part) -> returned.merge(key, part, Duration::plus));
    }
  }

  /** The counters of a number are to be saved so, where that is something new. */
  void put(KeyedDigest phone, PhoneCounters counters) {
    if (!counters.equals(phone(phone))) {
      phones.put(phone, counters);
    }
  }

  /** The counters of a number as they are stored, for {@link #with}. */
  public Optional<Versioned<PhoneCounters>> stored(KeyedDigest phone) {
    return phones.versioned(phone);
  }

  /** Of a number, as it was stored when somebody looked before. */
  public void with(KeyedDigest phone, Optional<Versioned<PhoneCounters>> counters) {
    phones.load(phone, counters);
  }

  /** Whether both change a row. */
  public boolean collidesWith(ThrottleRows other) {
    return phones.collidesWith(other.phones)
        || rates.collidesWith(other.rates)
        || budgets.collidesWith(other.budgets)
        || cooldowns.collidesWith(other.cooldowns);
  }

  /** Takes in what other calls have changed. */
  public void addChanges(ThrottleRows other) {
    phones.addChanges(other.phones);
    rates.addChanges(other.rates);
    other.returned.forEach((key, part) -> returned.merge(key, part, Duration::plus));
    budgets.addChanges(other.budgets);
    cooldowns.addChanges(other.cooldowns);
  }

  /** The changes are stored. */
  public void saved() {
    phones.saved();
    rates.saved();
    returned.clear();
    budgets.saved();
    cooldowns.saved();
  }
}
