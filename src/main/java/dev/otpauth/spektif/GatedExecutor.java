package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AuthFailureGate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Runs calls through the {@link ResilientExecutor}, or withholds them while the provider rejects
 * our credentials.
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

  /** Runs the call, or returns a withheld result without calling the provider. */
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
