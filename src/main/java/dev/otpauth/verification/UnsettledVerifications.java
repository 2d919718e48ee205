package dev.otpauth.verification;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The verifications with a call whose outcome nobody knows. */
@Component
public class UnsettledVerifications {

  private final JdbcClient database;

  UnsettledVerifications(JdbcClient database) {
    this.database = database;
  }

  /**
   * How many there are. A call that is at the provider under its first lease is not yet one of
   * them. Reads the index of what is in flight (V1) and nothing else of the table.
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
   * What waits to be settled.
   *
   * @param since when the oldest of the calls began; absent where there is none
   */
  public record Backlog(long size, @Nullable Instant since) {}
}
