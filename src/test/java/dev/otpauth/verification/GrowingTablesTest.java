package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.AllAtOnce;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.RequestOutcome.Started;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Tables grow faster than statistics learn of it: what was planned for a few rows is still used for
 * many. On one connection, since it is connections that keep plans; Flyway needs another.
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

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void callsReadNoMoreThanTheirOwnRows() throws Exception {
    try (var _ = connections.getConnection()) {
      requested(0);
      database.sql("analyze").update();
      confirmed(requested(GROUP));
      grow();
      var before = read();
      confirmed(requested(2 * GROUP));
      assertThat(read() - before).isLessThan(MORE);
    }
  }

  /** All at once, so that they share statements. */
  private List<UUID> requested(int from) throws Exception {
    var outcomes =
        AllAtOnce.make(IntStream.range(from, from + GROUP).mapToObj(this::request).toList());
    assertThat(outcomes).hasOnlyElementsOfType(Started.class);
    return outcomes.stream().map(it -> ((Started) it).verification().requestId()).toList();
  }

  private void confirmed(List<UUID> ids) throws Exception {
    assertThat(AllAtOnce.make(ids.stream().map(this::confirm).toList()))
        .hasOnlyElementsOfType(Verified.class);
  }

  private Callable<RequestOutcome> request(int number) {
    var mobile = new PhoneNumber("+62812340%05d".formatted(number));
    return () ->
        verifications.request(new RequestOtp("login", mobile, "login", null, null, Claim.none()));
  }

  private Callable<ConfirmOutcome> confirm(UUID id) {
    var confirm = new ConfirmOtp("login", id, new OtpCode(RIGHT), null, null, Claim.none());
    return () -> verifications.confirm(confirm);
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
