package dev.otpauth.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Query plans that were cached while a table was small stay efficient when it has grown. Uses one
 * connection, because plans are cached per connection, and another for Flyway.
 */
@ServiceTest
@TestPropertySource(properties = "spring.datasource.hikari.maximum-pool-size=2")
class GrowingTablesTest {

  private static final int GROUP = 40;
  private static final int MORE = 20_000;

  @Autowired OtpVerifications verifications;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired DataSource connections;

  private SampleCalls calls;

  @BeforeEach
  void freshWorld() {
    world.reset();
    calls = new SampleCalls(verifications);
  }

  @Test
  void callsReadNoMoreThanTheirOwnRows() throws Exception {
    try (var _ = connections.getConnection()) {
      calls.started(0, GROUP);
      database.sql("analyze").update();
      verified(GROUP, 2 * GROUP);
      grow();
      var before = read();
      verified(2 * GROUP, 3 * GROUP);
      assertThat(read() - before).isLessThan(MORE);
    }
  }

  private void verified(int from, int to) throws Exception {
    assertThat(calls.confirmed(calls.started(from, to))).hasOnlyElementsOfType(Verified.class);
  }

  private void grow() {
    database
        .sql(
            """
            insert into provider_reference (reference, verification_id, adopted_at)
              select 'more ' || more, one.id, one.updated_at
              from (select id, updated_at from verification limit 1) one,
                generate_series(1, :more) more
            """)
        .param("more", MORE)
        .update();
  }

  /** Rows, and entries of indexes, since the database began. */
  private long read() {
    database.sql("select pg_stat_force_next_flush()").query().singleRow();
    return database
        .sql(
            """
            select (select sum(seq_tup_read) from pg_stat_user_tables)
              + (select sum(idx_tup_read) from pg_stat_user_indexes)
            """)
        .query(Long.class)
        .single();
  }
}
