package dev.otpauth.operations;

import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores, for all replicas, how many verifications of each caller were sent and verified, and which
 * callers are suspicious.
 */
@Component
class CallerConversions {

  /** How long counts are kept: an hour, the week before it, and some margin. */
  private static final Duration RETENTION = Duration.ofDays(8);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final JdbcOperations database;
  private final JdbcClient statements;

  CallerConversions(JdbcOperations database, JdbcClient statements) {
    this.database = database;
    this.statements = statements;
  }

  /** Adds counts. Sorted, so that replicas do not deadlock. */
  void add(Map<CallerSlice, Conversion> counts) {
    var rows = counts.entrySet();
    var trip = new RoundTrip();
    trip.write(
        """
        insert into caller_conversion as it (caller_id, slice, sent, verified)
        select given.caller, given.slice, given.sent, given.verified
        from unnest(?::text[], ?::timestamptz[], ?::integer[], ?::integer[])
          as given (caller, slice, sent, verified)
        order by given.caller, given.slice
        on conflict (caller_id, slice) do update
          set sent = it.sent + excluded.sent, verified = it.verified + excluded.verified
        returning 1
        """,
        new ArrayParameters<>(rows)
            .text(row -> row.getKey().callerId())
            .text(row -> row.getKey().begin())
            .text(row -> row.getValue().sent())
            .text(row -> row.getValue().verified())
            .list(),
        rows.size());
    trip.send(database);
  }

  /**
   * Returns, for each caller that began a verification in the hour before {@code until} or is
   * suspicious, the counts of that hour and of the week before it.
   *
   * @param until the begin of a slice
   */
  List<CallerStanding> standings(Instant until) {
    return statements
        .sql(
            """
            select caller_id, since is not null as is_suspicious,
              coalesce(sum(sent) filter (where slice >= :hour), 0) as hour_sent,
              coalesce(sum(verified) filter (where slice >= :hour), 0) as hour_verified,
              coalesce(sum(sent) filter (where slice < :hour), 0) as week_sent,
              coalesce(sum(verified) filter (where slice < :hour), 0) as week_verified
            from (
                select caller_id from caller_conversion where slice >= :hour and slice < :until
                union
                select caller_id from suspicious_caller) caller
              left join suspicious_caller using (caller_id)
              left join (
                select caller_id, slice, sent, verified from caller_conversion
                where slice >= :week and slice < :until) counted using (caller_id)
            group by caller_id, since
            order by caller_id
            """)
        .param("week", until.minus(HOUR).minus(WEEK).atOffset(ZoneOffset.UTC))
        .param("hour", until.minus(HOUR).atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            (row, _) ->
                new CallerStanding(
                    row.getString("caller_id"),
                    row.getBoolean("is_suspicious"),
                    new Conversion(row.getInt("hour_sent"), row.getInt("hour_verified")),
                    new Conversion(row.getInt("week_sent"), row.getInt("week_verified"))))
        .list();
  }

  /** Marks a caller as suspicious; returns false if another replica has done so. */
  boolean begin(String callerId, Instant since) {
    return statements
            .sql(
                """
                insert into suspicious_caller (caller_id, since) values (:caller, :since)
                on conflict (caller_id) do nothing
                """)
            .param("caller", callerId)
            .param("since", since.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Marks a caller as no longer suspicious; returns false if another replica has done so. */
  boolean end(String callerId) {
    return statements
            .sql("delete from suspicious_caller where caller_id = :caller")
            .param("caller", callerId)
            .update()
        == 1;
  }

  /** Deletes at most {@code atMost} old counts, and returns how many it deleted. */
  int forget(Instant now, int atMost) {
    return statements
        .sql(
            """
            delete from caller_conversion where ctid = any (array(
              select ctid from caller_conversion where slice < :oldest
              limit :atMost for update skip locked))
            """)
        .param("oldest", now.minus(RETENTION).atOffset(ZoneOffset.UTC))
        .param("atMost", atMost)
        .update();
  }
}
