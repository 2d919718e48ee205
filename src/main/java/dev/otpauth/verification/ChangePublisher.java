package dev.otpauth.verification;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Passes each change of a verification to the {@link ChangeRecorder}s within the transaction, and
 * publishes it as an application event afterwards.
 */
@Component
class ChangePublisher {

  private final List<ChangeRecorder> recorders;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transactions;

  ChangePublisher(
      List<ChangeRecorder> recorders,
      ApplicationEventPublisher events,
      TransactionOperations transactions) {
    this.recorders = recorders;
    this.events = events;
    this.transactions = transactions;
  }

  /**
   * Runs a write, and lets the recorders store its changes in the same transaction. Without
   * recorders or changes it opens no transaction: the write is a single statement batch, which is
   * cheaper. Publishes nothing.
   */
  void by(Runnable write, List<VerificationChanged> changes) {
    if (recorders.isEmpty() || changes.isEmpty()) {
      write.run();
      return;
    }
    transactions.executeWithoutResult(
        _ -> {
          write.run();
          changes.forEach(change -> recorders.forEach(it -> it.record(change)));
        });
  }

  /** Runs work in one transaction and returns its result. */
  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()), "work has a result");
  }

  /** Publishes a change that has been stored. */
  void publish(VerificationChanged change) {
    events.publishEvent(change);
  }
}
