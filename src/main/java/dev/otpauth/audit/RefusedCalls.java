package dev.otpauth.audit;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Counts the calls that were refused, and writes one entry for each caller, call, outcome and
 * minute, once the minute is over: whoever is refused ten thousand times a minute fills no table.
 * What a killed replica has counted of its last minute is lost.
 */
@Component
public class RefusedCalls {

  private static final Logger log = LoggerFactory.getLogger(RefusedCalls.class);

  /** What is kept while PostgreSQL takes no writes; what comes beyond is lost, and told. */
  static final int MOST_KINDS = 10_000;

  private final AuditRecord audit;
  private final Clock clock;
  private final ConcurrentMap<Kind, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();

  RefusedCalls(AuditRecord audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Counts a call that was refused, and did nothing. */
  public void count(String callerId, String call, String outcome) {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    var kind = new Kind(minute, callerId, call, outcome);
    if (counts.size() < MOST_KINDS || counts.containsKey(kind)) {
      counts.merge(kind, 1, Integer::sum);
    } else {
      lost.incrementAndGet();
    }
  }

  /** Writes down the minutes that are over. */
  @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  public void write() {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    write(it -> it.minute().isBefore(minute));
  }

  /** Nothing is counted after that. */
  @PreDestroy
  void writeAll() {
    write(_ -> true);
  }

  private void write(Predicate<Kind> which) {
    var entries = new ArrayList<AuditEntry>();
    for (var kind : counts.keySet()) {
      var count = which.test(kind) ? counts.remove(kind) : null;
      if (count != null) {
        entries.add(kind.entry(count));
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    var notCounted = lost.getAndSet(0);
    if (notCounted > 0) {
      log.atError()
          .addKeyValue("count", notCounted)
          .log("Refused calls are missing in the audit record: there were too many kinds of them");
    }
    try {
      audit.write(entries);
    } catch (DataAccessException | TransactionException e) {
      entries.forEach(it -> counts.merge(Kind.of(it), it.calls(), Integer::sum));
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not write the counts of refused calls to the audit record; trying again");
    }
  }

  private record Kind(Instant minute, String callerId, String call, String outcome) {

    static Kind of(AuditEntry entry) {
      return new Kind(entry.at(), entry.callerId(), entry.call(), entry.outcome());
    }

    AuditEntry entry(int calls) {
      return new AuditEntry(minute, callerId, call, outcome, calls, null, null, null);
    }
  }
}
