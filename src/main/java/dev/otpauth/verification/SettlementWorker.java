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
 * Settles what callers left behind: unknown outcomes whose turn has come, and operations whose
 * holder died. Any replica does; what one has taken the others pass over.
 */
@Component
class SettlementWorker {

  private static final Logger log = LoggerFactory.getLogger(SettlementWorker.class);
  private static final int AT_ONCE = 20;

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final Clock clock;

  SettlementWorker(VerificationLedger ledger, Settlement settlement, Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** Settles all that is due, in batches; where a whole one fails, the next round goes on. */
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
    } while (due.size() == AT_ONCE && failed.get() < AT_ONCE);
  }

  /** Without the database there is nothing to be done until the next round. */
  private List<UUID> due() {
    try {
      return ledger.due(AT_ONCE, clock.instant());
    } catch (DataAccessException | TransactionException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not load due settlements; the next round tries again");
      return List.of();
    }
  }

  /** What fails here stays due; its lease lapses, and the next round has it again. */
  private void settle(UUID id, AtomicInteger failed) {
    try {
      settlement.settle(id).ifPresent(SettlementWorker::tell);
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      log.atWarn()
          .addKeyValue("request_id", id)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not settle an unknown outcome; a later round tries again");
    }
  }

  private static void tell(Verification settled) {
    log.atInfo()
        .addKeyValue("request_id", settled.id())
        .addKeyValue("status", settled.status().word())
        .addKeyValue("settled", !settled.isUnsettled())
        .log("Looked for an unknown outcome");
  }
}
