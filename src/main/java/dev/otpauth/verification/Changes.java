package dev.otpauth.verification;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
   * Makes a change by one statement. That is a transaction by itself, and cheaper so; where
   * somebody writes the change down, it is one with what they write.
   *
   * @param reached what there is to tell of the statement's result
   */
  <T> T by(Supplier<T> statement, Function<T, Optional<VerificationChanged>> reached) {
    if (recorders.isEmpty()) {
      return told(statement.get(), reached);
    }
    return Objects.requireNonNull(
        transactions.execute(_ -> told(statement.get(), reached)), "a statement has a result");
  }

  private <T> T told(T result, Function<T, Optional<VerificationChanged>> reached) {
    reached.apply(result).ifPresent(this::tell);
    return result;
  }

  /** Tells of a change within the transaction that makes it. */
  void tell(VerificationChanged change) {
    recorders.forEach(it -> it.record(change));
    events.publishEvent(change);
  }
}
