package dev.otpauth.throttle;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.runtime.ArrayParameters;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The prefixes of numbers that were ever verified, used to limit sends to new prefixes (toll
 * fraud). Kept in memory and exchanged with the other replicas through PostgreSQL every minute.
 */
@Component
public class VerifiedPrefixes {

  private static final Logger log = LoggerFactory.getLogger(VerifiedPrefixes.class);

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Set<String> unsaved = ConcurrentHashMap.newKeySet();
  private final JdbcOperations database;
  private final boolean areNewPrefixesLimited;
  private volatile boolean isLoaded;

  VerifiedPrefixes(JdbcOperations database, ThrottleProperties properties) {
    this.database = database;
    this.areNewPrefixesLimited = !properties.newPrefixes().isOff();
  }

  /** Adds the prefix of a verified number. */
  public void add(PhoneNumber mobile) {
    var prefix = mobile.prefix();
    if (known.add(prefix)) {
      unsaved.add(prefix);
    }
  }

  /** The prefix of a number, if it is new and new prefixes are limited; else null. */
  public @Nullable String newPrefix(PhoneNumber mobile) {
    var prefix = mobile.prefix();
    return areNewPrefixesLimited && isLoaded && !known.contains(prefix) ? prefix : null;
  }

  @Scheduled(initialDelay = 0, fixedRate = 1, timeUnit = TimeUnit.MINUTES)
  void exchange() {
    var added = List.copyOf(unsaved);
    try {
      if (!added.isEmpty()) {
        database.update(
            """
            insert into verified_prefix (prefix) select unnest(?::text[]) on conflict do nothing
            """,
            new ArrayParameters<>(added).text(it -> it).list().toArray());
      }
      known.addAll(database.queryForList("select prefix from verified_prefix", String.class));
      added.forEach(unsaved::remove);
      isLoaded = true;
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not exchange the prefixes of verified numbers; the next run tries again");
    }
  }
}
