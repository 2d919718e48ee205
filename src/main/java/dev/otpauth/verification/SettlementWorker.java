package dev.otpauth.verification;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Scheduled job that settles due operations: those with an unknown result, and those whose holder
 * died. Runs on every replica; leases keep two from settling the same operation.
 */
@Component
class SettlementWorker {

  private static final Logger log = LoggerFactory.getLogger(SettlementWorker.class);
  private static final int BATCH_SIZE = 20;

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final Clock clock;

  SettlementWorker(VerificationLedger ledger, Settlement settlement, Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** Settles everything due, in batches; stops until the next run if a whole batch fails. */
  @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
  void settleDue() {
    List<UUID> due;
    var failed = new AtomicInteger();
    do {
      failed.set(0);
      due = due();
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        due.forEach(id -> executor.execute(() -> settle(id, failed)));
      }
    } while (due.size() == BATCH_SIZE && failed.get() < BATCH_SIZE);
  }

  /** Empty if the database fails. */
  private List<UUID> due() {
    try {
      return ledger.due(BATCH_SIZE, clock.instant());
    } catch (DataAccessException | TransactionException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not load due settlements; the next run tries again");
      return List.of();
    }
  }

  /** A failed settlement becomes due again when its lease lapses. */
  private void settle(UUID id, AtomicInteger failed) {
    try {
      settlement.settle(id).ifPresent(SettlementWorker::logResult);
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      log.atWarn()
          .addKeyValue("request_id", id)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not settle an unknown outcome; a later run tries again");
    }
  }

  private static void logResult(Verification settled) {
    log.atInfo()
        .addKeyValue("request_id", settled.id())
        .addKeyValue("status", settled.status().value())
        .addKeyValue("settled", !settled.isUnsettled())
        .log("Tried to settle an unknown outcome");
  }
}
