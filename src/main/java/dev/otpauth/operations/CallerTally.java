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
 * Counts callers' verifications in memory, and adds the counts to the database once a minute. A
 * killed replica loses the counts of its last minute; a write without a response may be counted
 * twice.
 */
@Component
class CallerTally {

  /**
   * The maximum number of slices in memory while PostgreSQL accepts no writes; further ones are not
   * counted.
   */
  static final int MAX_SLICES = 10_000;

  private static final Logger log = LoggerFactory.getLogger(CallerTally.class);

  private final CallerConversions stored;
  private final ConcurrentMap<CallerSlice, Conversion> counts = new ConcurrentHashMap<>();

  CallerTally(CallerConversions stored) {
    this.stored = stored;
  }

  /** Counts a verification that was sent or verified. */
  void count(String callerId, UUID verification, Conversion step) {
    var slice = CallerSlice.of(callerId, verification);
    if (counts.size() < MAX_SLICES || counts.containsKey(slice)) {
      counts.merge(slice, step, Conversion::plus);
    }
  }

  /** Writes the counts; also at shutdown. */
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
          .log("Could not write the counts of callers' verifications; tried again in a minute");
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
