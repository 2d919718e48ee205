package dev.otpauth.verification;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells what verifications have reached: to who writes it down within the transaction, and to who
 * listens.
 */
@Component
class Changes {

  private final List<ChangeRecorder> recorders;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transactions;

  Changes(
      List<ChangeRecorder> recorders,
      ApplicationEventPublisher events,
      TransactionOperations transactions) {
    this.recorders = recorders;
    this.events = events;
    this.transactions = transactions;
  }

  /**
   * Makes changes by one statement. That is a transaction by itself, and cheaper so; where somebody
   * writes changes down, it is one with what they write. Whoever listens is not told yet.
   *
   * @param reached what there is to tell of the statement's result
   */
  <T> T by(Supplier<T> statement, Function<T, List<VerificationChanged>> reached) {
    if (recorders.isEmpty()) {
      return statement.get();
    }
    return Objects.requireNonNull(
        transactions.execute(_ -> recorded(statement.get(), reached)), "a statement has a result");
  }

  private <T> T recorded(T result, Function<T, List<VerificationChanged>> reached) {
    reached.apply(result).forEach(this::record);
    return result;
  }

  private void record(VerificationChanged change) {
    recorders.forEach(it -> it.record(change));
  }

  /** Tells who listens of a change that is written. */
  void publish(VerificationChanged change) {
    events.publishEvent(change);
  }

  /** Tells of a change within the transaction that makes it. */
  void tell(VerificationChanged change) {
    record(change);
    publish(change);
  }
}
