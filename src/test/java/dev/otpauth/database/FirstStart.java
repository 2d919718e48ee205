package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** A role that owns its database, and may do nothing else, can start the service and run it. */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("test")
abstract class FirstStart {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient database;
  @Autowired ServiceTest.World world;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void theRoleMayDoNothingBeyondItsDatabase() {
    var may =
        """
        select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
          or exists (select from pg_auth_members where member = pg_roles.oid)
        from pg_roles where rolname = current_user
        """;
    assertThat(database.sql(may).query(Boolean.class).single()).isFalse();
  }

  @Test
  void everythingThatTheServiceDoesIsDone() throws Exception {
    DatabaseJourney.in(context).go();
  }

  /**
   * Whoever forbids a way to read rows prices it beyond any measure, and would have it compiled.
   */
  @Test
  void sessionsLookRowsUpByTheirKeysAndCompileNothing() {
    for (var setting : List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")) {
      assertThat(texts("show " + setting)).as(setting).containsExactly("off");
    }
  }

  String version() {
    return database.sql("show server_version").query(String.class).single();
  }

  private List<String> texts(String sql) {
    return database.sql(sql).query((row, _) -> row.getString(1)).list();
  }
}
