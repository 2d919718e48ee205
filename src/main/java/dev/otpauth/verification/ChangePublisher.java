package dev.otpauth.verification;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells what verifications have reached: to who writes it down within the transaction, and to who
 * listens.
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
   * Makes a write. That is a transaction by itself, and cheaper so; where somebody writes changes
   * down, it is one with what they write. Whoever listens is not told yet.
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

  /** Does work in one transaction. */
  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()), "work has a result");
  }

  /** Tells who listens of a change that is written. */
  void publish(VerificationChanged change) {
    events.publishEvent(change);
  }
}
