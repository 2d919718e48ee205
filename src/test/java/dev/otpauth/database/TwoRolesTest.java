package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** As the documents say: an owner migrates, and a role that reads and writes rows serves. */
@SpringBootTest(
    properties = {
      "spring.flyway.user=otp_owner",
      "spring.flyway.password=…",
      "spring.datasource.username=otp_rows",
      "spring.datasource.password=…"
    })
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import(ServiceTest.Fakes.class)
class TwoRolesTest {

  private static final Path PAGE = Path.of("src/docs/database.md");
  private static final Pattern PASTED =
      Pattern.compile("## Two roles.*?```sql\n(.*?)\\\\connect otp\n(.*?)```", Pattern.DOTALL);

  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;

  private static String url = "";

  @DynamicPropertySource
  static void pasted(DynamicPropertyRegistry settings) throws IOException {
    var page = PASTED.matcher(Files.readString(PAGE));
    assertThat(page.find()).isTrue();
    var server = TestDatabase.fresh().getJdbcUrl();
    url = server.replaceFirst("[^/]+$", "otp");
    paste(server, page.group(1));
    paste(url, page.group(2));
    settings.add("spring.datasource.url", () -> url);
  }

  private static void paste(String url, String statements) {
    var superuser = JdbcClient.create(TestDatabase.asSuperuser(url));
    for (var statement : statements.strip().split(";\n", -1)) {
      superuser.sql(statement).update();
    }
  }

  @Test
  void everythingThatTheServiceDoesIsDone() throws Exception {
    DatabaseJourney.in(context).go();
  }

  @Test
  void itServesAsTheRoleThatOwnsNothing() {
    var owned = "select tablename from pg_tables where tableowner = current_user";
    assertThat(database.sql("select current_user").query(String.class).single())
        .isEqualTo("otp_rows");
    assertThat(database.sql(owned).query().listOfRows()).isEmpty();
    assertThat(text("select distinct tableowner from pg_tables where schemaname = 'public'"))
        .containsExactly("otp_owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table more (id integer)",
        "create temporary table more (id integer)",
        "create schema more",
        "create function more() returns integer language sql as 'select 1'",
        "alter table verification add column more text",
        "drop table audit_entry",
        "truncate verification cascade",
        "alter table audit_entry disable trigger all",
        "update audit_entry set outcome = 'sent'",
        "delete from audit_entry",
        "select caller_id from audit_entry",
        "update audit_retention set keeps = '1 day'",
        "delete from audit_retention"
      })
  void thatRoleMayReadAndWriteRowsAlone(String sql) {
    assertThatThrownBy(() -> database.sql(sql).update())
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  /** As where a grant on all tables was made later. */
  @Test
  void moreRightsOpenNothing() {
    var superuser = JdbcClient.create(TestDatabase.asSuperuser(url));
    superuser
        .sql("insert into audit_entry values ('2001-01-01', 'login', 'request', 'sent')")
        .update();
    superuser.sql("grant select, update, delete on audit_entry to otp_rows").update();
    try {
      for (var sql :
          List.of("delete from audit_entry", "update audit_entry set outcome = 'sent'")) {
        assertThatThrownBy(() -> database.sql(sql).update())
            .rootCause()
            .hasMessageContaining("audit_entry is append-only");
      }
      assertThat(database.sql("select forget_audit_entries(10)").query(Integer.class).single())
          .isOne();
    } finally {
      superuser.sql("revoke select, update, delete on audit_entry from otp_rows").update();
    }
  }

  private List<String> text(String sql) {
    return database.sql(sql).query((row, _) -> row.getString(1)).list();
  }
}
