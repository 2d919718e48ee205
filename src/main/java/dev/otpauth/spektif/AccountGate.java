package dev.otpauth.spektif;

import dev.otpauth.spektif.ProbePace.Need;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Before the {@link Guard}: answers calls at once while the provider refuses who we are. */
@Component
final class AccountGate {

  /** What a caller is kept waiting for a probe, so that a whole call stays under 25 s. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Guard guard;
  private final Trip trip;
  private final Probe probe;
  private final ProbePace pace;
  private final Clock clock;

  AccountGate(Guard guard, Trip trip, Probe probe, ProbePace pace, Clock clock) {
    this.guard = guard;
    this.trip = trip;
    this.probe = probe;
    this.pace = pace;
    this.clock = clock;
  }

  /** Runs the try as the guard does, or says that it was withheld. */
  Verdict run(Operation operation, Duration tryTimeout, Function<Duration, Verdict> oneTry) {
    if (isWithheld()) {
      return Verdict.withheld(Meaning.WITHHELD, pace.left(clock.instant()), clock);
    }
    var verdict = guard.run(operation, tryTimeout, oneTry);
    learn(operation, verdict);
    return verdict;
  }

  private boolean isWithheld() {
    return switch (trip.permit(clock.instant())) {
      case GO -> false;
      case PROBE_FIRST -> {
        probe.make(SHORT);
        yield beginsToWithhold();
      }
      case WITHHOLD -> true;
    };
  }

  /** However long it was refused before: calls wait now, and the first pauses are short again. */
  private boolean beginsToWithhold() {
    if (!trip.isTripped()) {
      return false;
    }
    pace.turnTo(Need.TRIP, clock.instant());
    return true;
  }

  private void learn(Operation operation, Verdict verdict) {
    var diagnosis = verdict.diagnosis();
    if (diagnosis != null && diagnosis.cause().isAuthentication()) {
      trip.refused(operation, verdict.at());
    } else if (verdict.meaning().acknowledgesUs()) {
      trip.acknowledged();
    }
  }
}
