package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The start makes the same write check as readiness. */
class WriteCheckTest {

  @Test
  void roleThatMayNotWriteStopsTheStart() {
    var role = TestDatabase.freshDataSource();
    JdbcClient.create(TestDatabase.asSuperuser(role.getJdbcUrl()))
        .sql(
            "create table write_check (one boolean primary key default true, written_at"
                + " timestamptz)")
        .update();
    var check = new WriteCheck(role, new DatabaseWatch(), Clock.systemUTC());

    assertThatThrownBy(check::afterSingletonsInstantiated)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, it -> assertThat(it.getSQLState()).isEqualTo("42501"));
  }
}
