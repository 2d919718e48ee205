package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AuthFailureGate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Before the {@link ResilientExecutor}: answers calls at once while the provider refuses who we
 * are.
 */
@Component
final class GatedExecutor {

  private final AuthFailureGate gate;
  private final ResilientExecutor executor;
  private final Clock clock;

  GatedExecutor(AuthFailureGate gate, ResilientExecutor executor, Clock clock) {
    this.gate = gate;
    this.executor = executor;
    this.clock = clock;
  }

  /** Runs the try as the guard does, or says that it was withheld. */
  ClassifiedResponse run(
      SpektifRequest request, Duration tryTimeout, Function<Duration, ClassifiedResponse> oneTry) {
    if (gate.isWithheld()) {
      return ClassifiedResponse.withheld(ResponseCategory.WITHHELD, gate.remainingWait(), clock);
    }
    var classified = executor.run(request, tryTimeout, oneTry);
    learn(request.operation(), classified);
    return classified;
  }

  private void learn(Operation operation, ClassifiedResponse classified) {
    if (classified.diagnosis() != null) {
      gate.refused(operation.role(), classified.diagnosis(), classified.at());
    } else if (classified.category().acknowledgesUs()) {
      gate.acknowledged();
    }
  }
}
