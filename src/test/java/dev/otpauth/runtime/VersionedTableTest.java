package dev.otpauth.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.TestDatabase;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows are saved only if their version is unchanged. */
class VersionedTableTest {

  private static final Instant AT = Instant.parse("2026-03-02T03:25:00Z");
  private static final VersionedTable<Item> TABLE =
      VersionedTable.<Item>named("item", Item::version)
          .key("id", "integer", Item::id)
          .fixed("made_at", "timestamptz", _ -> AT)
          .column("name", "text", Item::name)
          .column("picture", "bytea", VersionedTableTest::picture)
          .build();

  private static final DataSource database = TestDatabase.freshDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
    new JdbcTemplate(database)
        .execute(
            """
            create table item (
              id integer primary key,
              made_at timestamptz not null,
              name text,
              picture bytea,
              version integer not null)
            """);
  }

  @BeforeEach
  void noItems() {
    jdbc.execute("truncate item");
  }

  @Test
  void newRowsAndChangedOnesAreSavedTogether() {
    save(new Item(1, "a", 0));
    save(new Item(1, "b", 1), new Item(2, null, 0));
    assertThat(items()).containsExactly("1 b b 2", "2 - - 1");
  }

  @Test
  void aRowThatSomebodyElseHasSavedIsNotSavedNorAreTheOthers() {
    save(new Item(1, "a", 0));
    save(new Item(1, "b", 1));
    refused(() -> save(new Item(1, "late", 1), new Item(2, "other", 0)));
    assertThat(items()).containsExactly("1 b b 2");
  }

  @Test
  void ofTwoNewRowsOfOneKeyTheSecondIsNotSaved() {
    save(new Item(1, "a", 0));
    refused(() -> save(new Item(1, "b", 0)));
    assertThat(items()).containsExactly("1 a a 1");
  }

  @Test
  void aChangedRowThatWasDeletedIsNotThereAgain() {
    refused(() -> save(new Item(1, "a", 3)));
    assertThat(items()).isEmpty();
  }

  @Test
  void changedRowsAreChangedAndNoOthers() {
    save(new Item(1, "a", 0), new Item(2, "a", 0), new Item(3, "a", 0));
    save(new Item(1, "b", 1), new Item(3, null, 1));
    assertThat(items()).containsExactly("1 b b 2", "2 a a 1", "3 - - 2");
  }

  @Test
  void whatNeverChangesIsNotChanged() {
    save(new Item(1, "a", 0));
    jdbc.update("update item set made_at = made_at - interval '1 day'");
    save(new Item(1, "b", 1));
    save(new Item(1, "c", 2));
    assertThat(
            jdbc.queryForObject(
                "select made_at < ?::timestamptz from item", Boolean.class, AT.toString()))
        .isTrue();
  }

  @Test
  void noRowsAreNoStatement() {
    var trip = new RoundTrip();
    TABLE.save(trip, List.of());
    trip.send(new JdbcTemplate());
    assertThat(items()).isEmpty();
  }

  private void refused(Runnable write) {
    assertThatThrownBy(write::run).isInstanceOf(ConcurrencyFailureException.class);
  }

  private void save(Item... rows) {
    var trip = new RoundTrip();
    TABLE.save(trip, List.of(rows));
    trip.send(jdbc);
  }

  /** Its key, name, picture and version. */
  private List<String> items() {
    return jdbc.query(
        """
        select concat_ws(' ', id, coalesce(name, '-'),
          coalesce(convert_from(picture, 'UTF8'), '-'), version)
        from item order by id
        """,
        (row, _) -> row.getString(1));
  }

  private static byte @Nullable [] picture(Item of) {
    var name = of.name();
    return name == null ? null : name.getBytes(UTF_8);
  }

  private record Item(int id, @Nullable String name, int version) {}
}
