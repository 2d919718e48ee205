package dev.otpauth.operations;

import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what becomes of callers' verifications, and adds the counts to those of all replicas once
 * a minute. What a killed replica has counted of its last minute is lost; counts whose writing gets
 * no answer may be added twice.
 */
@Component
class CallerTally {

  /** What is kept while PostgreSQL takes no writes; what comes beyond is not counted. */
  static final int MOST_SLICES = 10_000;

  private static final Logger log = LoggerFactory.getLogger(CallerTally.class);

  private final CallerConversions stored;
  private final ConcurrentMap<CallerSlice, Conversion> counts = new ConcurrentHashMap<>();

  CallerTally(CallerConversions stored) {
    this.stored = stored;
  }

  /** Counts a step of a verification. */
  void count(String callerId, UUID verification, Conversion step) {
    var slice = CallerSlice.of(callerId, verification);
    if (counts.size() < MOST_SLICES || counts.containsKey(slice)) {
      counts.merge(slice, step, Conversion::plus);
    }
  }

  /** Writes down what was counted; at the end, too: nothing is counted after that. */
  @PreDestroy
  @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  void write() {
    var taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      stored.add(taken);
    } catch (DataAccessException e) {
      taken.forEach((slice, count) -> counts.merge(slice, count, Conversion::plus));
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not write the counts of callers' verifications; trying again");
    }
  }

  private Map<CallerSlice, Conversion> take() {
    var taken = new HashMap<CallerSlice, Conversion>();
    for (var slice : counts.keySet()) {
      var count = counts.remove(slice);
      if (count != null) {
        taken.put(slice, count);
      }
    }
    return taken;
  }
}
