package dev.otpauth.throttle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.CallerLimits.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The rate limits for sending codes and for guesses, as pure functions of counters and time. */
@Component
@EnableConfigurationProperties({ThrottleProperties.class, CallerLimits.class})
public class SendLimits {

  /** WhatsApp's minimum interval between messages to one person (error 131056). */
  private static final Duration PAIR_INTERVAL = Duration.ofSeconds(6);

  private final ThrottleProperties properties;
  private final CallerLimits callers;

  SendLimits(ThrottleProperties properties, CallerLimits callers) {
    this.properties = properties;
    this.callers = callers;
  }

  private List<Duration> sendDelays(String callerId) {
    return callers.of(callerId).map(Client::sendDelays).orElseGet(properties::sendDelays);
  }

  private @Nullable Integer dailyBudget(String callerId) {
    return callers.of(callerId).map(Client::dailyBudget).orElse(properties.dailyBudget());
  }

  /** Decides on a send; if several waits are in force, the longest counts. */
  Decision decide(Send send, SendCounters counters, Instant now) {
    if (counters.isStopped()) {
      return new Decision.Stopped();
    }
    var wait =
        waitOf(
            send.callerId(),
            counters.cooldownUntil(),
            counters.phone(),
            send.isFromKnownNetwork(),
            now);
    var rates = rates(send);
    wait = longer(wait, waitOf(rates, counters.rates(), now));
    wait = longer(wait, waitOfBudget(send, counters, now));
    return wait == null ? allowed(send, counters, now) : wait;
  }

  /**
   * Decides on a request for a test number, to which only the network's rates apply.
   *
   * @param freeAt for each rate limit, when its bucket is full again
   */
  Decision decide(ClientNetwork network, Map<RateKey, Instant> freeAt, Instant now) {
    var rates = ratesOf(network);
    var wait = waitOf(rates, freeAt, now);
    return wait == null
        ? new Decision.Allowed(
            now, new SendCounters(false, null, PhoneCounters.NONE, counted(rates, freeAt, now), 0))
        : wait;
  }

  /**
   * When a caller may have the next code sent to a number, by the number's own waits; {@code now}
   * if at once.
   *
   * @param isFromKnownNetwork whether the number was verified from the subscriber's network before
   */
  Instant next(
      String callerId,
      @Nullable Instant cooldownUntil,
      PhoneCounters phone,
      boolean isFromKnownNetwork,
      Instant now) {
    var wait = waitOf(callerId, cooldownUntil, phone, isFromKnownNetwork, now);
    return wait == null ? now : wait.until();
  }

  private Decision.@Nullable Later waitOf(
      String callerId,
      @Nullable Instant cooldownUntil,
      PhoneCounters phone,
      boolean isFromKnownNetwork,
      Instant now) {
    var cooldown = waitUntil(cooldownUntil, LimitedBy.PROVIDER, now);
    var delay = waitUntil(nextByDelays(phone, callerId), LimitedBy.PHONE, now);
    var rest = restOf(phone, isFromKnownNetwork, now).orElse(null);
    return longer(longer(cooldown, delay), rest);
  }

  /**
   * The rest of a number with too many wrong codes; empty if it does not rest.
   *
   * @param isFromKnownNetwork whether the number was verified from the subscriber's network before
   */
  Optional<Decision.Resting> restOf(PhoneCounters phone, boolean isFromKnownNetwork, Instant now) {
    return phone
        .restsUntil(properties.guesses(), isFromKnownNetwork, now)
        .map(Decision.Resting::new);
  }

  /** The counters of a number after one more guess. */
  PhoneCounters guessed(PhoneCounters phone, Instant now) {
    return phone.guessed(properties.guesses(), now);
  }

  /** When the delay after the last send ends; null if nothing was sent. */
  private @Nullable Instant nextByDelays(PhoneCounters phone, String callerId) {
    var sentAt = phone.sentAt();
    return sentAt == null ? null : sentAt.plus(delayAfter(phone.sends(), sendDelays(callerId)));
  }

  /** The delay after a number of sends; after a correct code, WhatsApp's own minimum. */
  private Duration delayAfter(int sends, List<Duration> delays) {
    var place = Math.max(sends, 1);
    var delay = place <= delays.size() ? delays.get(place - 1) : properties.window();
    return shorter(sends == 0 ? shorter(delay, PAIR_INTERVAL) : delay, properties.window());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Decision.@Nullable Later waitOf(
      Map<RateKey, Rate> rates, Map<RateKey, Instant> freeAt, Instant now) {
    Decision.Later wait = null;
    for (var limit : rates.entrySet()) {
      var key = limit.getKey();
      var rate = limit.getValue();
      var free = rate.after(freeAt.get(key), now).minus(rate.burst());
      wait = longer(wait, waitUntil(free, key.by(), now));
    }
    return wait;
  }

  private static Map<RateKey, Instant> counted(
      Map<RateKey, Rate> rates, Map<RateKey, Instant> freeAt, Instant now) {
    return rates.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, it -> it.getValue().after(freeAt.get(it.getKey()), now)));
  }

  private Decision.@Nullable Later waitOfBudget(Send send, SendCounters counters, Instant now) {
    var budget = dailyBudget(send.callerId());
    return budget == null || counters.sentToday() < budget
        ? null
        : new Decision.Delayed(BudgetKey.at(send.callerId(), now).end(), LimitedBy.CALLER);
  }

  private Decision allowed(Send send, SendCounters counters, Instant now) {
    var phone = counters.phone().sent(now, properties.window());
    var rates = counted(rates(send), counters.rates(), now);
    var after =
        new SendCounters(false, counters.cooldownUntil(), phone, rates, counters.sentToday() + 1);
    var next =
        next(send.callerId(), counters.cooldownUntil(), phone, send.isFromKnownNetwork(), now);
    return new Decision.Allowed(next, after);
  }

  /**
   * The counters without a send that was counted but certainly not made.
   *
   * @param counters the present counters, with {@code sentToday} for the day of the send
   */
  SendCounters givenBack(Send send, SendCounters counters, Instant takenAt) {
    var rates = new HashMap<RateKey, Instant>();
    rates(send)
        .forEach(
            (key, rate) ->
                Optional.ofNullable(counters.rates().get(key))
                    .ifPresent(free -> rates.put(key, free.minus(rate.step()))));
    return new SendCounters(
        counters.isStopped(),
        counters.cooldownUntil(),
        counters.phone().sendGivenBack(takenAt),
        Map.copyOf(rates),
        Math.max(counters.sentToday() - 1, 0));
  }

  /** The rate limits that apply to a send. */
  Map<RateKey, Rate> rates(Send send) {
    return rates(send.callerId(), send.network(), send.newPrefix());
  }

  /**
   * The rate limits that apply to a send.
   *
   * @param network as in {@link Send}
   * @param newPrefix as in {@link Send}
   */
  Map<RateKey, Rate> rates(
      String callerId, @Nullable ClientNetwork network, @Nullable String newPrefix) {
    var rates = new LinkedHashMap<RateKey, Rate>();
    rates.put(RateKey.of(LimitedBy.CALLER, callerId.getBytes(UTF_8)), properties.caller());
    if (network != null) {
      rates.putAll(ratesOf(network));
    }
    if (newPrefix != null) {
      rates.put(RateKey.of(LimitedBy.GLOBAL, newPrefix.getBytes(UTF_8)), properties.newPrefixes());
    }
    rates.put(RateKey.of(LimitedBy.GLOBAL, new byte[0]), properties.global());
    rates.values().removeIf(Rate::isOff);
    return rates;
  }

  /** The rate limits of a network. */
  Map<RateKey, Rate> ratesOf(ClientNetwork network) {
    if (properties.clientIp().isOff()) {
      return Map.of();
    }
    var rates = new LinkedHashMap<RateKey, Rate>();
    rates.put(ofAddresses(network.own()), properties.clientIp());
    if (network.site() != null) {
      rates.put(
          ofAddresses(network.site()),
          properties.clientIp().times(ClientNetwork.NETWORKS_OF_A_SITE));
    }
    return rates;
  }

  /** For each rate limit of a network, the time to give back after a correct code. */
  Map<RateKey, Duration> returned(ClientNetwork network) {
    return ratesOf(network).entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> it.getValue().step()));
  }

  private static RateKey ofAddresses(KeyedDigest network) {
    return RateKey.of(LimitedBy.CLIENT_IP, network.bytes());
  }

  /** Whether a daily budget applies to the caller. */
  boolean hasBudget(String callerId) {
    return dailyBudget(callerId) != null;
  }

  private static Decision.@Nullable Later waitUntil(
      @Nullable Instant until, LimitedBy by, Instant now) {
    return until == null || !until.isAfter(now) ? null : new Decision.Delayed(until, by);
  }

  /** The longer wait; the first of equal ones. */
  private static Decision.@Nullable Later longer(
      Decision.@Nullable Later one, Decision.@Nullable Later other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.until().isAfter(one.until()) ? other : one;
  }
}
