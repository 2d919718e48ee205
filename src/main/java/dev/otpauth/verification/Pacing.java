package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.testnumber.TestNumbers;
import dev.otpauth.throttle.Cooldowns;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Guesses;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes the turn of a code that is to be sent, and gives it back where it was not. */
@Component
class Pacing {

  private static final Logger log = LoggerFactory.getLogger(Pacing.class);

  /** After which to ask whether an operator lets codes be sent again. */
  private static final Duration STOPPED = Duration.ofSeconds(60);

  /** Of an IPv6 address, what one subscriber has: a /64 (RFC 6177). */
  private static final int NETWORK_BYTES = 8;

  private final Throttle throttle;
  private final Cooldowns cooldowns;
  private final Guesses guesses;
  private final PhoneVault vault;
  private final TestNumbers testNumbers;
  private final Clock clock;

  Pacing(
      Throttle throttle,
      Cooldowns cooldowns,
      Guesses guesses,
      PhoneVault vault,
      TestNumbers testNumbers,
      Clock clock) {
    this.throttle = throttle;
    this.cooldowns = cooldowns;
    this.guesses = guesses;
    this.vault = vault;
    this.testNumbers = testNumbers;
    this.clock = clock;
  }

  /** What the limits look at; empty for a test number, which they do not concern. */
  Optional<Send> sendOf(RequestOtp request, PhoneNumber sender) {
    if (testNumbers.includes(request.mobile())) {
      return Optional.empty();
    }
    var address = request.clientIp();
    return Optional.of(
        new Send(
            sender.e164(),
            vault.digest(request.mobile()),
            request.callerId(),
            address == null ? null : network(address)));
  }

  Turn take(ResendOtp resend, Verification verification) {
    var now = clock.instant();
    if (testNumbers.includes(vault.open(verification.phone()))) {
      return new Turn(null, null, now, now);
    }
    var send = new Send(verification.sender(), verification.phoneDigest(), resend.callerId(), null);
    var decision = throttle.decide(send, now);
    return decision instanceof Decision.Allowed(var next)
        ? new Turn(null, send, now, next)
        : Turn.refused(refusal(decision, send, resend.requestId(), now), now);
  }

  /** How a caller is told that the limits do not let it. */
  Refusal refusal(Decision decision, @Nullable Send send, @Nullable UUID requestId, Instant now) {
    return switch (decision) {
      case Decision.Allowed _ -> throw new IllegalArgumentException("allowed");
      case Decision.Delayed(var until, var by) -> {
        var wait = Duration.between(now, until);
        yield rests(send, until)
            ? new Refusal.Resting(requestId, wait)
            : new Refusal.RateLimited(requestId, wait, by);
      }
      case Decision.Stopped() -> new Refusal.ProviderUnavailable(requestId, STOPPED);
    };
  }

  private boolean rests(@Nullable Send send, Instant until) {
    return send != null && guesses.restsUntil(send.phone()).filter(until::equals).isPresent();
  }

  private KeyedDigest network(InetAddress address) {
    var bytes = address.getAddress();
    var network = Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES));
    return vault.digest("network\n" + HexFormat.of().formatHex(network));
  }

  /** Gives the turn back: its code was certainly not sent. */
  void giveBack(Turn turn) {
    if (turn.send() == null) {
      return;
    }
    try {
      throttle.giveBack(turn.send(), turn.takenAt());
    } catch (DataAccessException e) {
      tell(e, "A send could not be given back");
    }
  }

  /**
   * Remembers the provider's word to wait; what cannot be remembered is asked of it again.
   *
   * @return the longest wait that is now in force
   */
  Duration remember(Verification verification, Duration wait) {
    var sender = verification.sender();
    var phone = verification.phoneDigest();
    var now = clock.instant();
    try {
      cooldowns.remember(sender, phone, wait, now);
      return Duration.between(now, throttle.next(sender, phone, now));
    } catch (DataAccessException e) {
      tell(e, "A cooldown could not be remembered");
      return wait;
    }
  }

  private static void tell(DataAccessException e, String what) {
    log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log(what);
  }
}
