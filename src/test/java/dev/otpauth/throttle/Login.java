package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One simulated login. After a refusal it waits as told, up to {@link #PATIENCE} in all, and tries
 * again.
 */
final class Login {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How long a code is valid. */
  static final Duration VALIDITY = Duration.ofMinutes(5);

  /** So many codes can be tried of one verification. */
  static final int MOST_ATTEMPTS = 5;

  /** Of the codes that are sent, how many nobody waits for any longer. */
  private static final double LATE = 0.05;

  private final Subscriber who;
  private final SplittableRandom random;
  private final SimulatedLimits limits;
  private final Timeline timeline;
  private final LoginTally tally;

  private int attempts;
  private Instant expiresAt = Instant.MIN;
  private Duration waited = Duration.ZERO;

  Login(
      Subscriber who,
      SplittableRandom random,
      SimulatedLimits limits,
      Timeline timeline,
      LoginTally tally) {
    this.who = who;
    this.random = random;
    this.limits = limits;
    this.timeline = timeline;
    this.tally = tally;
  }

  /** The subscriber asks for a code. */
  void request(Instant now) {
    attempts = 0;
    answered(limits.request(who.send(), now), this::request, now);
  }

  private void resend(Instant now) {
    if (!now.isBefore(expiresAt)) {
      request(now);
      return;
    }
    answered(limits.resend(who.send(), now), this::resend, now);
  }

  private void answered(Decision decision, Consumer<Instant> again, Instant now) {
    switch (decision) {
      case Decision.Allowed _ -> sent(now);
      case Decision.Later later -> refused(later, again, now);
      case Decision.Stopped _ -> throw new IllegalStateException("nobody has stopped it");
    }
  }

  /** A late code is asked for once more, in the app as it is or in one that is opened anew. */
  private void sent(Instant now) {
    expiresAt = now.plus(VALIDITY);
    if (random.nextDouble() < LATE) {
      after(30, 90, random.nextBoolean() ? this::resend : this::request, now);
      return;
    }
    after(8, 40, this::confirm, now);
  }

  private void confirm(Instant now) {
    limits
        .guess(who.send(), now)
        .ifPresentOrElse(rest -> refused(rest, this::confirm, now), () -> checked(now));
  }

  private void checked(Instant now) {
    attempts++;
    if (random.nextDouble() >= who.group().wrong) {
      limits.right(who.send());
      tally.loggedIn(who.group());
      return;
    }
    after(5, 20, attempts < MOST_ATTEMPTS ? this::confirm : this::request, now);
  }

  private void refused(Decision.Later later, Consumer<Instant> again, Instant now) {
    waited = waited.plus(Duration.between(now, later.until()));
    if (waited.compareTo(PATIENCE) > 0) {
      tally.refused(who.group(), Subscriber.Reason.of(later));
      return;
    }
    after(0, 5, again, later.until());
  }

  private void after(int least, int most, Consumer<Instant> what, Instant moment) {
    timeline.at(moment.plusMillis(random.nextInt(1_000 * least, 1_000 * most)), what);
  }
}
