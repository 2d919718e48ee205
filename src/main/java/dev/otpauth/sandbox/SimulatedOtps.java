package dev.otpauth.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In-memory store of codes with the provider's rules: 5 minutes, 5 attempts, 3 sends or resends to
 * a number within 10 minutes. Thread-safe. Drops the oldest code when full.
 */
final class SimulatedOtps {

  private static final Logger log = LoggerFactory.getLogger(SimulatedOtps.class);
  private static final int MAX_SENDS = 3;
  private static final Duration SEND_WINDOW = Duration.ofMinutes(10);
  private static final int CODES = 1_000_000;

  private final Clock clock;
  private final RandomGenerator random;
  private final int capacity;
  private final LinkedHashMap<String, SimulatedOtp> byReference = new LinkedHashMap<>();

  SimulatedOtps(Clock clock, RandomGenerator random, int capacity) {
    this.clock = clock;
    this.random = random;
    this.capacity = capacity;
  }

  synchronized OtpSendOutcome send(Msisdn destination, Msisdn sender) {
    var now = clock.instant();
    var wait = waitFor(destination, now);
    if (wait.isPresent()) {
      return new OtpSendOutcome.Throttled(wait.getAsLong());
    }
    var code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
    var otp = SimulatedOtp.created(destination, sender, code, now);
    byReference.put(otp.reference(), otp);
    if (byReference.size() > capacity) {
      byReference.pollFirstEntry();
    }
    if (otp.isDeliverable()) {
      log.info("Simulated phone: a WhatsApp message arrived, read it at /sandbox");
    }
    return new OtpSendOutcome.Sent(otp);
  }

  /** Sends a new code to the same phone. If that succeeds, the previous code expires. */
  synchronized OtpSendOutcome resend(String reference) {
    var previous = byReference.get(reference);
    if (previous == null) {
      return new OtpSendOutcome.UnknownReference();
    }
    if (previous.verifiedAt() != null) {
      return new OtpSendOutcome.Used();
    }
    var outcome = send(previous.destination(), previous.sender());
    if (outcome instanceof OtpSendOutcome.Sent) {
      byReference.replace(reference, previous.replaced());
    }
    return outcome;
  }

  synchronized OtpVerifyOutcome verify(String reference, String code) {
    var otp = byReference.get(reference);
    if (otp == null) {
      return new OtpVerifyOutcome.UnknownReference();
    }
    var now = clock.instant();
    if (!otp.isOpen(now)) {
      return new OtpVerifyOutcome.Closed();
    }
    if (otp.isExhausted()) {
      return new OtpVerifyOutcome.Exhausted();
    }
    if (!otp.code().equals(code)) {
      var tried = otp.withFailedAttempt();
      byReference.replace(reference, tried);
      return new OtpVerifyOutcome.Mismatched(SimulatedOtp.MAX_ATTEMPTS - tried.attempts());
    }
    byReference.replace(reference, otp.verified(now));
    return new OtpVerifyOutcome.Matched(reference, now);
  }

  synchronized Optional<SimulatedOtp> find(String reference) {
    return Optional.ofNullable(byReference.get(reference));
  }

  /** Returns a copy of all codes, newest first. */
  synchronized List<SimulatedOtp> newestFirst() {
    return List.copyOf(byReference.sequencedValues().reversed());
  }

  private OptionalLong waitFor(Msisdn destination, Instant now) {
    var recent = sentAfter(now.minus(SEND_WINDOW), destination).limit(MAX_SENDS).toList();
    if (recent.size() < MAX_SENDS) {
      return OptionalLong.empty();
    }
    var wait = Duration.between(now, recent.getLast().createdAt().plus(SEND_WINDOW));
    return OptionalLong.of(Math.ceilDiv(wait.toNanos(), Duration.ofSeconds(1).toNanos()));
  }

  private Stream<SimulatedOtp> sentAfter(Instant start, Msisdn destination) {
    return byReference.sequencedValues().reversed().stream()
        .takeWhile(otp -> otp.createdAt().isAfter(start))
        .filter(otp -> otp.destination().equals(destination));
  }
}
