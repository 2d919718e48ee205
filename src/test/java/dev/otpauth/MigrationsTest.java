package dev.otpauth;

import static dev.otpauth.MigrationRule.CHANGES_A_TYPE;
import static dev.otpauth.MigrationRule.CHECKS_AT_ONCE;
import static dev.otpauth.MigrationRule.DEMANDS_A_COLUMN;
import static dev.otpauth.MigrationRule.DROPS;
import static dev.otpauth.MigrationRule.FORBIDS_NULL;
import static dev.otpauth.MigrationRule.INDEXES_UNDER_A_LOCK;
import static dev.otpauth.MigrationRule.RENAMES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otpauth.provider.OtpStatus;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published migrations are unchanged, and new ones let the previous version go on. */
class MigrationsTest {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** In the format of {@code sha256sum}, a line for each published migration. */
  private static final Path PUBLISHED = Path.of("src/test/resources/db/published.sha256");

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path ROOT = SOURCES.resolve("dev/otpauth");

  /** The function that the check constraint of verifications calls. */
  private static final Pattern CHECKS =
      Pattern.compile("create function verification_is_sound.*?\\$\\$;", Pattern.DOTALL);

  private static final String[] STARS = {"returning *", "select *"};

  private final Map<String, String> published = published();
  private final Map<String, Path> present = present();

  @Test
  void whatIsPublishedStaysAsItIs() {
    assertThat(published)
        .isNotEmpty()
        .allSatisfy((name, sum) -> assertThat(present).hasEntrySatisfying(name, isOf(sum)));
  }

  @Test
  void whatIsNewComesAfterAllThatIsPublished() {
    var last = published.keySet().stream().mapToInt(MigrationsTest::number).max().orElseThrow();
    assertThat(present.keySet())
        .filteredOn(name -> !published.containsKey(name))
        .allSatisfy(name -> assertThat(number(name)).as(name).isGreaterThan(last));
  }

  @Test
  void whatIsNewLetsTheVersionBeforeGoOn() {
    assertThat(present)
        .allSatisfy(
            (name, file) -> {
              if (!published.containsKey(name)) {
                assertThat(MigrationRule.brokenBy(text(file))).as(name).isEmpty();
              }
            });
  }

  @ParameterizedTest
  @MethodSource
  void whatItCouldNotBearIsFound(MigrationRule rule, String migration) {
    assertThat(MigrationRule.brokenBy(migration)).singleElement().asString().contains(rule.why());
  }

  static List<Arguments> whatItCouldNotBearIsFound() {
    return List.of(
        arguments(DROPS, "alter table verification drop column sender;"),
        arguments(DROPS, "drop table\n  cooldown;"),
        arguments(DROPS, "drop function next_send;"),
        arguments(DROPS, "-- contract:\nalter table verification drop column sender;"),
        arguments(DROPS, "-- contract: unused since 1.2\ndrop table a; drop table b;"),
        arguments(RENAMES, "alter table verification rename sender to from_number;"),
        arguments(CHANGES_A_TYPE, "alter table verification alter column attempts type bigint;"),
        arguments(FORBIDS_NULL, "alter table verification alter reference set not null;"),
        arguments(DEMANDS_A_COLUMN, "alter table v add a text default '', add b text not null;"),
        arguments(DEMANDS_A_COLUMN, "alter table v add column b text not null;"),
        arguments(CHECKS_AT_ONCE, "alter table cooldown add constraint c check (true);"),
        arguments(INDEXES_UNDER_A_LOCK, "CREATE INDEX i on verification (caller_id);"),
        arguments(INDEXES_UNDER_A_LOCK, "create unique index i on verification (caller_id);"));
  }

  @Test
  void twoBusyTablesAreNotLockedTogether() {
    var migration = "alter table verification add a text; alter table cooldown add b text;";
    assertThat(MigrationRule.brokenBy(migration))
        .containsExactly("[verification, cooldown]: locked together; one in a migration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table verification add column note text;",
        "alter table verification add column changes integer not null default 0;",
        "alter table verification alter column sender drop not null;",
        "alter table verification drop constraint verification_status_check;",
        "create table a (id uuid not null); create index i on a (id); alter table a add check"
            + " (true);",
        "create index concurrently i on verification (caller_id);",
        "alter table cooldown add constraint c check (until > '2026-01-01') not valid;",
        "create function f() returns void language sql as $$ delete from a; drop table b $$;",
        "-- contract: unused since 1.2\nalter table verification drop column sender;"
      })
  void whatItCanBearIsNot(String migration) {
    assertThat(MigrationRule.brokenBy(migration)).isEmpty();
  }

  /** No business rules in the database: they would be duplicated in Java. */
  @Test
  void theDatabaseKnowsNoRules() {
    var words =
        Stream.<Enum<?>[]>of(OtpStatus.values(), FailureReason.values(), LimitedBy.values())
            .flatMap(Arrays::stream)
            .map(it -> "'" + it.name().toLowerCase(Locale.ROOT) + "'")
            .toArray(String[]::new);
    assertThat(present.values())
        .allSatisfy(
            file -> assertThat(CHECKS.matcher(text(file)).replaceAll("")).doesNotContain(words));
  }

  /** Each module alone accesses its tables. */
  @ParameterizedTest
  @CsvSource({
    "throttle, throttled_phone|send_rate|send_budget|cooldown|sending_stop",
    "idempotency, idempotency_record",
    "audit, audit_entry",
    "events, verification_event",
    "operations, caller_conversion|suspicious_caller",
    "token, consumed_token",
    "verification, verification|provider_reference"
  })
  void aModulesTablesAreItsOwn(String module, String tables) throws IOException {
    var statement =
        Pattern.compile("\\b(from|into|update|join|truncate) (%s)\\b".formatted(tables));
    try (var files = Files.walk(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile))
          .filteredOn(file -> statement.matcher(text(file)).find())
          .allSatisfy(file -> assertThat(file).startsWith(ROOT.resolve(module)));
    }
  }

  /** PostgreSQL rejects a prepared statement whose result has gained columns. */
  @Test
  void statementsNameTheirColumns() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(text(file)).doesNotContainIgnoringCase(STARS));
    }
  }

  private static Map<String, String> published() {
    return text(PUBLISHED)
        .lines()
        .map(line -> line.split(" +", 2))
        .collect(Collectors.toMap(it -> it[1], it -> it[0], (_, it) -> it, TreeMap::new));
  }

  private static Map<String, Path> present() {
    try (var files = Files.list(MIGRATIONS)) {
      return files.collect(
          Collectors.toMap(it -> it.getFileName().toString(), Function.identity()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Condition<Path> isOf(String sum) {
    return new Condition<>(it -> sum(it).equals(sum), "content of checksum " + sum);
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  private static String sum(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text(file).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
