package dev.otpauth.throttle;

import dev.otpauth.throttle.LoginTally.Logins;
import dev.otpauth.throttle.Subscriber.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Simulates a week of subscribers behind shared addresses, an attacker who guesses, and toll fraud.
 */
final class SimulatedWeek {

  private static final long SEED = 20_260_302;
  private static final int SUBSCRIBERS = 10_000;
  static final int DAYS = 7;

  /** A Monday in Jakarta. */
  private static final Instant BEGIN = Instant.parse("2026-03-01T17:00:00Z");

  private static final Instant END = BEGIN.plus(Duration.ofDays(DAYS));

  /** By then most people have logged in from where they are. */
  private static final Instant GUESSING_BEGINS = BEGIN.plus(Duration.ofDays(1));

  private final Timeline timeline = new Timeline();
  private final LoginTally tally = new LoginTally();
  private final Scenario scenario;
  private final SimulatedLimits limits;
  private final TollFraud fraud;

  private SimulatedWeek(Scenario scenario) {
    this.scenario = scenario;
    this.limits = new SimulatedLimits(scenario);
    this.fraud = new TollFraud(END, limits, timeline);
  }

  /** What becomes of it. The same people do the same in every scenario. */
  static Result of(Scenario scenario) {
    return new SimulatedWeek(scenario).result();
  }

  private Result result() {
    var random = new SplittableRandom(SEED);
    for (var which = 0; which < SUBSCRIBERS; which++) {
      plan(which, random.split());
    }
    fraud.begin(BEGIN);
    timeline.run();
    return new Result(tally.ofAll(), fraud.messages());
  }

  private void plan(int which, SplittableRandom random) {
    var who = Subscriber.of(which, scenario.sharing());
    for (var at : DailyHabits.logins(BEGIN, DAYS, random)) {
      var as = at.isBefore(GUESSING_BEGINS) ? who.notGuessedAt() : who;
      timeline.at(at, new Login(as, random.split(), limits, timeline, tally)::request);
    }
    if (who.group() == Group.GUESSED_AT) {
      var guesser = new Guesser(scenario.strangersSend(which), END, limits, timeline);
      timeline.at(GUESSING_BEGINS, guesser::request);
    }
  }

  /**
   * What became of it.
   *
   * @param fraudulent messages to the fraudster's numbers
   */
  record Result(Map<Group, Logins> logins, int fraudulent) {

    Logins of(Group who) {
      return logins.getOrDefault(who, new Logins(0, Map.of()));
    }
  }
}
