package dev.otpauth.verification;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures the backlog of operations that wait for settlement. */
@Component
public class UnsettledVerifications {

  private final JdbcClient database;

  UnsettledVerifications(JdbcClient database) {
    this.database = database;
  }

  /**
   * The number of unsettled operations, and the start of the oldest. An operation under its first
   * lease does not count. Reads only the partial index on operations in flight (V1).
   */
  public Backlog backlog(Instant now) {
    return database
        .sql(
            """
            select count(*) as size, min(operation_started_at) as since
            from verification
            where operation is not null and (settle_tries > 0 or lease_until <= :now)
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Backlog.class)
        .single();
  }

  /**
   * The operations that wait for settlement.
   *
   * @param since start of the oldest; null if there is none
   */
  public record Backlog(long size, @Nullable Instant since) {}
}
