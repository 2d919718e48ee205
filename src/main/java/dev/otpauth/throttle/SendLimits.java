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

/**
 * How often codes are sent: every limit, and nothing else. Looks at what is handed in, and touches
 * neither a clock nor a database.
 */
@Component
@EnableConfigurationProperties({ThrottleProperties.class, CallerLimits.class})
public class SendLimits {

  /** WhatsApp takes one message to one person in so long (errors 131056). */
  private static final Duration PAIR_PACE = Duration.ofSeconds(6);

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

  /** Whether a code may be sent now; of all waits in force, the longest says until when not. */
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
   * Whether a network may ask for a code that is not sent at all, which concerns no other limit.
   *
   * @param known what is known of its rates
   */
  Decision decide(ClientNetwork network, Map<RateKey, Instant> known, Instant now) {
    var rates = ratesOf(network);
    var wait = waitOf(rates, known, now);
    return wait == null
        ? new Decision.Allowed(
            now, new SendCounters(false, null, PhoneCounters.NONE, taken(rates, known, now), 0))
        : wait;
  }

  /**
   * When a caller may have the next code sent to a number, as far as the number itself is
   * concerned; not after now where it may.
   *
   * @param isFromKnownNetwork whether a code of the number was right before where it is asked for
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
    var pace = waitUntil(paceOf(phone, callerId), LimitedBy.PHONE, now);
    var rest = restOf(phone, isFromKnownNetwork, now).orElse(null);
    return longer(longer(cooldown, pace), rest);
  }

  /**
   * The rest of a number for which too many wrong codes were tried; empty where it has none.
   *
   * @param isFromKnownNetwork whether it is asked about from where a code of it was right before
   */
  Optional<Decision.Resting> restOf(PhoneCounters phone, boolean isFromKnownNetwork, Instant now) {
    return phone
        .restsUntil(properties.guesses(), isFromKnownNetwork, now)
        .map(Decision.Resting::new);
  }

  /** A code of a number is tried now. */
  PhoneCounters guessed(PhoneCounters phone, Instant now) {
    return phone.guessed(properties.guesses(), now);
  }

  /** When the pace of a number lets the next code be sent; absent where none was. */
  private @Nullable Instant paceOf(PhoneCounters phone, String callerId) {
    var sentAt = phone.sentAt();
    return sentAt == null ? null : sentAt.plus(delayAfter(phone.sends(), sendDelays(callerId)));
  }

  /** After so many sends; after a code that was right, what WhatsApp itself asks for. */
  private Duration delayAfter(int sends, List<Duration> delays) {
    var place = Math.max(sends, 1);
    var delay = place <= delays.size() ? delays.get(place - 1) : properties.window();
    return shorter(sends == 0 ? shorter(delay, PAIR_PACE) : delay, properties.window());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Decision.@Nullable Later waitOf(
      Map<RateKey, Rate> rates, Map<RateKey, Instant> known, Instant now) {
    Decision.Later wait = null;
    for (var limit : rates.entrySet()) {
      var key = limit.getKey();
      var rate = limit.getValue();
      var free = rate.after(known.get(key), now).minus(rate.burst());
      wait = longer(wait, waitUntil(free, key.by(), now));
    }
    return wait;
  }

  private static Map<RateKey, Instant> taken(
      Map<RateKey, Rate> rates, Map<RateKey, Instant> known, Instant now) {
    return rates.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, it -> it.getValue().after(known.get(it.getKey()), now)));
  }

  private Decision.@Nullable Later waitOfBudget(Send send, SendCounters counters, Instant now) {
    var budget = dailyBudget(send.callerId());
    return budget == null || counters.sentToday() < budget
        ? null
        : new Decision.Delayed(BudgetKey.at(send.callerId(), now).end(), LimitedBy.CALLER);
  }

  private Decision allowed(Send send, SendCounters counters, Instant now) {
    var phone = counters.phone().sent(now, properties.window());
    var rates = taken(rates(send), counters.rates(), now);
    var after =
        new SendCounters(false, counters.cooldownUntil(), phone, rates, counters.sentToday() + 1);
    var next =
        next(send.callerId(), counters.cooldownUntil(), phone, send.isFromKnownNetwork(), now);
    return new Decision.Allowed(next, after);
  }

  /**
   * A send is given back that was taken then: its code was certainly not sent.
   *
   * @param counters as they are now, with what was sent on the day of the taking
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

  /** The rates that a send counts against. */
  Map<RateKey, Rate> rates(Send send) {
    return rates(send.callerId(), send.network(), send.newPrefix());
  }

  /**
   * Likewise.
   *
   * @param network as of {@link Send}
   * @param newPrefix likewise
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

  /** Those of a network. */
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

  /** What a network gets back for a code that was right. */
  Map<RateKey, Duration> returned(ClientNetwork network) {
    return ratesOf(network).entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> it.getValue().step()));
  }

  private static RateKey ofAddresses(KeyedDigest network) {
    return RateKey.of(LimitedBy.CLIENT_IP, network.bytes());
  }

  /** Whether a caller's sends of a day are counted at all. */
  boolean hasBudget(String callerId) {
    return dailyBudget(callerId) != null;
  }

  private static Decision.@Nullable Later waitUntil(
      @Nullable Instant until, LimitedBy by, Instant now) {
    return until == null || !until.isAfter(now) ? null : new Decision.Delayed(until, by);
  }

  /** Of two equal ones the first. */
  private static Decision.@Nullable Later longer(
      Decision.@Nullable Later one, Decision.@Nullable Later other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.until().isAfter(one.until()) ? other : one;
  }
}
