package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What readiness asks for is asked for at the start as well. */
class WriteCheckTest {

  @Test
  void roleThatMayNotWriteStopsTheStart() {
    var database = TestDatabase.fresh();
    var url = database.getJdbcUrl();
    JdbcClient.create(TestDatabase.asSuperuser(url))
        .sql(
            "create table write_check (one boolean primary key default true, written_at"
                + " timestamptz)")
        .update();
    var role = new DriverManagerDataSource(url, database.getUsername(), database.getPassword());
    var check = new WriteCheck(role, new DatabaseWatch(), Clock.systemUTC());

    assertThatThrownBy(check::afterSingletonsInstantiated)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, it -> assertThat(it.getSQLState()).isEqualTo("42501"));
  }
}
