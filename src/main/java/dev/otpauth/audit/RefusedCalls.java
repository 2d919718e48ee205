package dev.otpauth.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Counts refused calls by caller, call, outcome and minute, until they are written down. */
final class RefusedCalls {

  /** What is kept while PostgreSQL accepts no writes; what comes beyond is lost. */
  static final int MOST_KINDS = 10_000;

  private final ConcurrentMap<Kind, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();

  void count(String callerId, String call, String outcome, Instant now) {
    var kind = new Kind(now.truncatedTo(ChronoUnit.MINUTES), callerId, call, outcome);
    if (counts.size() < MOST_KINDS || counts.containsKey(kind)) {
      counts.merge(kind, 1, Integer::sum);
    } else {
      lost.incrementAndGet();
    }
  }

  /** Takes the counts of some minutes out, as entries. */
  List<AuditEntry> take(Predicate<Instant> minutes) {
    var entries = new ArrayList<AuditEntry>();
    for (var kind : counts.keySet()) {
      var count = minutes.test(kind.minute()) ? counts.remove(kind) : null;
      if (count != null) {
        entries.add(kind.entry(count));
      }
    }
    return entries;
  }

  /** They could not be written. */
  void putBack(List<AuditEntry> entries) {
    entries.forEach(it -> counts.merge(Kind.of(it), it.calls(), Integer::sum));
  }

  /** How many calls were not counted since somebody asked. */
  long takeLost() {
    return lost.getAndSet(0);
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
