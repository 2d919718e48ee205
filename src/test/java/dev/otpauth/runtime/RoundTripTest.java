package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.otpauth.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tests statements that are sent together. */
class RoundTripTest {

  private static final String INSERT = "insert into item (id) values (?) returning 1";

  private static final DataSource database = TestDatabase.freshDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final RoundTrip trip = new RoundTrip();

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
    new JdbcTemplate(database).execute("create table item (id integer primary key)");
  }

  @BeforeEach
  void noItems() {
    jdbc.execute("truncate item");
  }

  @Test
  void allOfThemAreOneTransactionWithoutAnOpenOne() {
    trip.write(INSERT, List.of(1), 1);
    trip.write(INSERT, List.of(2), 1);
    trip.send(jdbc);
    assertThat(items()).containsExactly(1, 2);
    assertThat(jdbc.queryForObject("select count(distinct xmin::text) from item", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void aWriteThatFindsAnotherNumberOfRowsUndoesEverythingSentWithIt() {
    trip.write(INSERT, List.of(1), 1);
    trip.write("delete from item where id = ? returning 1", List.of(99), 1);
    trip.write(INSERT, List.of(2), 1);
    assertThatThrownBy(() -> trip.send(jdbc)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(items()).isEmpty();
  }

  @Test
  void aWriteThatFindsMoreThanItHasToIsUndoneToo() {
    jdbc.execute("insert into item values (1), (2)");
    trip.write("delete from item where id > ? returning 1", List.of(0), 1);
    assertThatThrownBy(() -> trip.send(jdbc)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(items()).containsExactly(1, 2);
  }

  /** Rows are locked in one order. */
  @Test
  void consecutiveWritesRunInTheirOrder() {
    jdbc.execute("drop sequence if exists place");
    jdbc.execute("create sequence place");
    for (var write : List.of(3, 1, 2)) {
      trip.write(
          "insert into item (id) select 10 * nextval('place') + ? returning 1", List.of(write), 1);
    }
    trip.send(jdbc);
    assertThat(items()).containsExactly(13, 21, 32);
  }

  @Test
  void aWriteWaitsForALockNoLongerThanItMay() throws SQLException {
    jdbc.execute("insert into item values (1)");
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("delete from item");
      var limited = new RoundTrip(Duration.ofMillis(50));
      limited.write(INSERT, List.of(2), 1);
      limited.write("delete from item where id = ? returning 1", List.of(1), 1);
      assertThatThrownBy(
              () -> assertTimeoutPreemptively(Duration.ofSeconds(30), () -> limited.send(jdbc)))
          .rootCause()
          .hasFieldOrPropertyWithValue("SQLState", "55P03");
      other.rollback();
    }
    assertThat(items()).containsExactly(1);
  }

  @Test
  void aStatementThatFailsUndoesTheOthers() {
    trip.write(INSERT, List.of(1), 1);
    trip.write(INSERT, List.of(1), 1);
    assertThatThrownBy(() -> trip.send(jdbc)).isInstanceOf(DuplicateKeyException.class);
    assertThat(items()).isEmpty();
  }

  @Test
  void resultsComeInTheOrderOfTheQueriesWhateverIsWrittenBetween() {
    jdbc.execute("insert into item values (1), (2)");
    var read = new ArrayList<String>();
    trip.query(
        "select id from item where id >= ? order by id",
        List.of(1),
        row -> read.add("first " + row.getInt("id")));
    trip.write(INSERT, List.of(3), 1);
    trip.query("select 1 where false", List.of(), _ -> read.add("never"));
    trip.query(
        "select max(id) as id from item where id < ?",
        List.of(99),
        row -> read.add("last " + row.getInt("id")));
    trip.send(jdbc);
    assertThat(read).containsExactly("first 1", "first 2", "last 3");
  }

  @Test
  void withoutAStatementNothingIsSent() {
    var nowhere = new JdbcTemplate();
    assertThatCode(() -> trip.send(nowhere)).doesNotThrowAnyException();
  }

  private List<Integer> items() {
    return jdbc.query("select id from item order by id", (row, _) -> row.getInt(1));
  }
}
