package dev.otpauth.verification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The verifications that nobody asks about any more. Their ids are time-ordered (UUIDv7, RFC 9562),
 * so that the primary key finds the old ones.
 */
@Component
public class PastVerifications {

  private static final UUID NIL = new UUID(0, 0);

  private final JdbcClient database;

  PastVerifications(JdbcClient database) {
    this.database = database;
  }

  /**
   * Forgets those that were opened and last changed before a time, ended or not, with what refers
   * to them; one with an operation in flight is left to settlement.
   *
   * @return forgets at most so many at a time, oldest first, and says how many it found: fewer once
   *     none is left. Each goes on behind the one before, so that the index entries of what was
   *     deleted are not read over and over.
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

  /** The smallest id of that millisecond. */
  static UUID firstOf(Instant time) {
    return new UUID((time.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L);
  }

  private record Forgotten(int count, UUID last) {}
}
