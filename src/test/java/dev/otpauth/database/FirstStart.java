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
@SpringBootTest(properties = "otp.settlement.worker=true")
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
    Journey.in(context).go();
  }

  /** Others than these price what they forbid beyond any measure, and then compile it. */
  @Test
  void whatSwitchesThePlannerSwitchesCompilingOff() {
    var switching =
        """
        select proname from pg_proc
        where pronamespace = 'public'::regnamespace and proconfig::text like '%enable_%'
        """;
    assertThat(texts(switching)).isNotEmpty();
    assertThat(texts(switching + " and not 'jit=off' = any(proconfig)")).isEmpty();
  }

  String version() {
    return database.sql("show server_version").query(String.class).single();
  }

  private List<String> texts(String sql) {
    return database.sql(sql).query((row, _) -> row.getString(1)).list();
  }
}
