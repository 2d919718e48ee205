package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation with one thing that goes wrong.
 *
 * @param isAnswered whether the provider answers, by an error that does not say what it did
 * @param isBefore whether it goes wrong before the provider acts
 * @param isDone whether the provider does, in the end, what it was asked
 * @param isLate whether it does so only after we gave up
 */
record FaultCase(
    ProviderOperation operation,
    Subscriber subject,
    ProviderBehaviour behaviour,
    boolean isAnswered,
    boolean isBefore,
    boolean isDone,
    boolean isLate) {

  private static final Duration SLOW = Duration.ofMillis(700);

  static List<FaultCase> all(ProviderOperation operation) {
    var trials = new ArrayList<FaultCase>();
    for (var fault : ResponseFault.values()) {
      var name = fault.name().toLowerCase(Locale.ROOT);
      var isAnswered = fault.isAnswered();
      trials.add(of(operation, name, fault.beforeProcessing(), isAnswered, true, false, false));
      trials.add(of(operation, name, fault.afterProcessing(), isAnswered, false, true, false));
    }
    trials.add(of(operation, "slow", ProviderBehaviour.slow(SLOW), false, true, true, false));
    trials.add(
        of(operation, "slow", ProviderBehaviour.slowToAnswer(SLOW), false, false, true, false));
    trials.add(of(operation, "late", ProviderBehaviour.late(), false, true, true, true));
    return trials;
  }

  private static FaultCase of(
      ProviderOperation operation,
      String fault,
      ProviderBehaviour behaviour,
      boolean isAnswered,
      boolean isBefore,
      boolean isDone,
      boolean isLate) {
    var name = "%s, %s %s processing".formatted(operation, fault, isBefore ? "before" : "after");
    return new FaultCase(
        operation, Subscriber.of(name), behaviour, isAnswered, isBefore, isDone, isLate);
  }

  /** Ours and the provider's are the same, and hold what they must. */
  void assertBooksAgree(ChaosEnvironment stage) {
    var row = subject.row(stage.store);
    var truth = stage.provider.books;
    assertThat(truth.messagesTo(subject.phone())).as(toString()).hasSize(messages());
    assertThat(row.known()).as(toString()).isEqualTo(messages());
    assertThat(row.attempts()).as(toString()).isEqualTo(truth.attemptsOf(subject.phone()));
  }

  /** How many messages there must be: that of the request, where it is not the trial, and this. */
  private int messages() {
    return switch (operation) {
      case SEND -> isDone ? 1 : 0;
      case RESEND -> isDone ? 2 : 1;
      case VERIFY, STATUS, HISTORY -> 1;
    };
  }

  @Override
  public String toString() {
    return subject.name();
  }

  interface Play {
    List<CallerResponse> play(FaultCase trial) throws Exception;
  }
}
