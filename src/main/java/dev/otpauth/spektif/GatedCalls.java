package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountGate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Before the {@link Guard}: answers calls at once while the provider refuses who we are. */
@Component
final class GatedCalls {

  private final AccountGate gate;
  private final Guard guard;
  private final Clock clock;

  GatedCalls(AccountGate gate, Guard guard, Clock clock) {
    this.gate = gate;
    this.guard = guard;
    this.clock = clock;
  }

  /** Runs the try as the guard does, or says that it was withheld. */
  Verdict run(SpektifRequest request, Duration tryTimeout, Function<Duration, Verdict> oneTry) {
    if (gate.isWithheld()) {
      return Verdict.withheld(Meaning.WITHHELD, gate.remainingWait(), clock);
    }
    var verdict = guard.run(request, tryTimeout, oneTry);
    learn(request.operation(), verdict);
    return verdict;
  }

  private void learn(Operation operation, Verdict verdict) {
    if (verdict.diagnosis() != null) {
      gate.refused(operation.role(), verdict.diagnosis(), verdict.at());
    } else if (verdict.meaning().acknowledgesUs()) {
      gate.acknowledged();
    }
  }
}
