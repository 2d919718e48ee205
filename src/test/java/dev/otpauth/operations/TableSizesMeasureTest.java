package dev.otpauth.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import java.io.IOException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures the size of a million verifications and prints a table. Run with {@code ./mvnw test
 * -Dtest=TableSizesMeasureTest -Dexcluded.groups=chaos}.
 */
@Tag("measure")
class TableSizesMeasureTest {

  private static final int VERIFICATIONS = 200_000;

  private static final String SIZES =
      """
      select relname, pg_table_size(c.oid) as rows, pg_indexes_size(c.oid) as indexes
      from pg_class c
      where relkind = 'r' and relnamespace = 'public'::regnamespace
        and pg_total_relation_size(c.oid) > 1000000
      order by pg_total_relation_size(c.oid) desc
      """;

  @Test
  void aMillionVerificationsTakeWhatTheDocumentSays() throws IOException {
    var source = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(source).load().migrate();
    var database = new JdbcTemplate(source);
    database.execute(new ClassPathResource("table-sizes.sql").getContentAsString(UTF_8));
    database.execute("vacuum analyze");

    var tables =
        database.query(
            SIZES,
            (row, _) ->
                "%-20s %5d MiB, indexes %5d MiB"
                    .formatted(
                        row.getString("relname"),
                        perMillion(row.getLong("rows")),
                        perMillion(row.getLong("indexes"))));

    System.out.println("\nA million verifications:\n" + String.join("\n", tables) + "\n");
    assertThat(tables).hasSize(7);
  }

  private static long perMillion(long bytes) {
    return (bytes * (1_000_000 / VERIFICATIONS)) >> 20;
  }
}
