package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.DebianPostgres;
import dev.otpauth.OrdinaryRole;
import dev.otpauth.ServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The primary dies, its standby stays one for a while, and then takes over. */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import(ServiceTest.Fakes.class)
@EnabledIf("dev.otpauth.DebianPostgres#isInstalled")
@DirtiesContext
class FailoverTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init") // before the settings are read
  private static DebianPostgres primary;

  @SuppressWarnings("NullAway.Init") // likewise
  private static DebianPostgres standby;

  @Autowired MockMvcTester mvc;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;

  @DynamicPropertySource
  static void pair(DynamicPropertyRegistry settings) {
    primary = DebianPostgres.create();
    var name = primary.fresh().getJdbcUrl().replaceFirst(".*/", "");
    standby = primary.standby();
    var url =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
            .formatted(primary.port(), standby.port(), name);
    settings.add("spring.datasource.url", () -> url);
    settings.add("spring.datasource.username", () -> OrdinaryRole.NAME);
    settings.add("spring.datasource.password", () -> OrdinaryRole.PASSWORD);
  }

  @AfterAll
  static void stop() {
    standby.close();
    primary.close();
  }

  @Test
  void callsGoOnAtTheNewPrimaryWithoutARestart() throws Exception {
    var subscriber = new SubscriberCalls(mvc, "081234567890");
    var id = subscriber.requested();
    await().atMost(LIMIT).until(this::isAllAtTheStandby);
    assertThat(readiness()).isEqualTo(200);

    primary.kill();
    assertThat(subscriber.confirm(id, RIGHT)).hasStatus(503).hasHeader("Retry-After", "5");
    assertThat(subscriber.request()).hasStatus(503).hasHeader("Retry-After", "5");
    assertThat(readiness()).isEqualTo(503);

    standby.promote();
    await().atMost(LIMIT).until(() -> readiness() == 200);
    assertThat(subscriber.confirm(id, RIGHT)).hasStatus(200);
    assertThat(subscriber.request()).hasStatus(202);
  }

  private boolean isAllAtTheStandby() {
    var sent = "select pg_current_wal_lsn()::text";
    var lsn = database.sql(sent).query(String.class).single();
    return primary.number(
            "select count(*) from pg_stat_replication where replay_lsn >= '%s'".formatted(lsn))
        == 1;
  }

  private int readiness() {
    return mvc.get().uri("/actuator/health/readiness").exchange().getResponse().getStatus();
  }
}
