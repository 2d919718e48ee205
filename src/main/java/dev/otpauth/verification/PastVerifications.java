package dev.otpauth.verification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes verifications past their retention. Their ids are time-ordered (UUIDv7, RFC 9562), so the
 * primary key finds old ones.
 */
@Component
public class PastVerifications {

  private static final UUID NIL = new UUID(0, 0);

  private final JdbcClient database;

  PastVerifications(JdbcClient database) {
    this.database = database;
  }

  /**
   * Deletes verifications that were created and last changed before a time, whatever their status,
   * with the rows that refer to them. One with an operation in flight is skipped.
   *
   * @return a function that deletes up to the given number, oldest first, and returns how many it
   *     deleted; fewer than the limit means that none is left. Each call continues after the last
   *     id of the one before, so that index entries of deleted rows are not read again.
   */
  public IntUnaryOperator forgetting(Instant before) {
    return new IntUnaryOperator() {
      private UUID last = NIL;

      @Override
      public int applyAsInt(int atMost) {
        var forgotten = forget(before, last, atMost);
        last = forgotten.last();
        return forgotten.count();
      }
    };
  }

  private Forgotten forget(Instant before, UUID after, int atMost) {
    return database
        .sql(
            """
            with forgotten as (
              delete from verification where id = any (array(
                select id from verification
                where id > :after and id < :first and updated_at < :before and operation is null
                order by id
                limit :atMost
                for update skip locked))
              returning id)
            select count(*) as count,
              coalesce((select id from forgotten order by id desc limit 1), :after) as last
            from forgotten
            """)
        .param("after", after)
        .param("first", firstOf(before))
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("atMost", atMost)
        .query(Forgotten.class)
        .single();
  }

  /** The smallest UUIDv7 of a millisecond. */
  static UUID firstOf(Instant time) {
    return new UUID((time.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  private record Forgotten(int count, UUID last) {}
}
