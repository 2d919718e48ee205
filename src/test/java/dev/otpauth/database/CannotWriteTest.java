package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.jayway.jsonpath.JsonPath;
import dev.otpauth.Jobs;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** PostgreSQL is there, and does not take a write. */
@SpringBootTest(
    properties = {
      // So long does each call wait that finds no session.
      "spring.datasource.hikari.connection-timeout=500"
    })
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({TestDatabase.class, ServiceTest.Fakes.class})
@ExtendWith(OutputCaptureExtension.class)
class CannotWriteTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String BEGINS = "PostgreSQL accepts no writes: calls are answered 503";

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;
  @Autowired ServiceTest.World world;
  @Autowired JdbcConnectionDetails details;

  private JdbcClient superuser;

  /** Another database's session, which can write. */
  private JdbcClient elsewhere;

  private SubscriberCalls subscriber;

  private int begin;

  @BeforeEach
  void freshWorld(CapturedOutput output) {
    begin = output.length();
    superuser = JdbcClient.create(TestDatabase.asSuperuser(details.getJdbcUrl()));
    var other = details.getJdbcUrl().replaceFirst("[^/]+$", "postgres");
    elsewhere = JdbcClient.create(TestDatabase.asSuperuser(other));
    world.reset();
    subscriber = new SubscriberCalls(mvc, "081234567890");
  }

  @AfterEach
  void allIsWell() {
    elsewhere.sql("alter database %s reset all".formatted(name())).update();
    superuser.sql("drop function if exists refuse cascade").update();
    await().atMost(LIMIT).until(this::isReady);
  }

  @Test
  void withAReadOnlyDatabaseEveryCallIs503UntilItTakesWritesAgain(CapturedOutput output)
      throws Exception {
    var id = subscriber.requested();
    var sent = world.provider().calls(Call.SEND);
    readOnly();

    assertThat(calls(id)).allSatisfy(CannotWriteTest::isUnavailable);
    assertThat(world.provider().calls(Call.SEND)).isEqualTo(sent);
    assertNotReady("25006", "it is read-only");
    new Jobs(context).runAllSurviving();
    assertThat(log(output))
        .containsOnlyOnce(BEGINS)
        .contains("sqlstate=\"25006\"")
        .doesNotContain("Unexpected failure");

    elsewhere.sql("alter database %s reset all".formatted(name())).update();
    await().atMost(LIMIT).until(this::isReady);
    assertThat(subscriber.confirm(id, RIGHT)).hasStatus(200);
    assertThat(log(output)).containsOnlyOnce(BEGINS).containsOnlyOnce("accepts writes again");
  }

  @Test
  void whereNobodyCallsReadinessAsksItself() {
    await().atMost(LIMIT).until(this::isReady);
    readOnly();
    await().atMost(Duration.ofSeconds(8)).until(() -> !isReady());
    assertNotReady("25006", "it is read-only");
  }

  /** On sessions that stay open, as when a primary becomes read-only under them. */
  @ParameterizedTest
  @ValueSource(strings = {"25006", "53100", "57P03", "58030"})
  void whatAStatementIsRefusedWithIs503AndToldOnce(String sqlState, CapturedOutput output)
      throws Exception {
    refuse("verification", sqlState);

    assertThat(List.of(subscriber.request(), subscriber.request()))
        .allSatisfy(CannotWriteTest::isUnavailable);
    assertNotReady(sqlState, "PostgreSQL accepts no writes");
    assertThat(log(output)).containsOnlyOnce("sqlstate=\"" + sqlState);

    superuser.sql("drop function refuse cascade").update();
    await().atMost(LIMIT).until(this::isReady);
    assertThat(subscriber.request()).hasStatus(202);
  }

  /** One row more finds room on a full disk, where a page more does not. */
  @Test
  void afterAFullDiskItIsReadyWhenThereIsRoomAgain() {
    refuse("verification", "53100");
    refuse("write_room", "53100");
    assertThat(subscriber.request()).hasStatus(503);

    await().during(Duration.ofSeconds(6)).atMost(LIMIT).until(() -> !isReady());
    superuser.sql("drop function refuse cascade").update();
    await().atMost(LIMIT).until(this::isReady);
    assertThat(superuser.sql("select count(*) from write_room").query(Integer.class).single())
        .isZero();
  }

  @Test
  void aSessionThatAnAdministratorEndsIsNoOutage(CapturedOutput output) {
    assertThat(isReady()).isTrue();
    end();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(subscriber.request()).hasStatus(202));
    assertThat(isReady()).isTrue();
    assertThat(log(output)).doesNotContain(BEGINS);
  }

  @Test
  void whatIsWrongWithOneStatementIsNoOutage(CapturedOutput output) {
    refuse("verification", "42501");
    assertThat(subscriber.request()).hasStatus(500);
    assertThat(isReady()).isTrue();
    assertThat(log(output)).doesNotContain(BEGINS);
  }

  private List<MvcTestResult> calls(String id) {
    var calls =
        List.<Supplier<MvcTestResult>>of(
            subscriber::request,
            () -> subscriber.confirm(id, RIGHT),
            () -> subscriber.resend(id),
            () -> subscriber.status(id),
            subscriber::erase);
    return calls.stream().map(Supplier::get).toList();
  }

  private static void isUnavailable(MvcTestResult answer) {
    assertThat(answer).hasStatus(503).hasHeader("Retry-After", "5");
    assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("provider_unavailable");
  }

  private void assertNotReady(String sqlState, String words) {
    var answer = readiness();
    assertThat(answer).hasStatus(503);
    assertThatCode(
            () -> {
              var body = answer.getResponse().getContentAsString();
              assertThat(JsonPath.<String>read(body, "$.components.db.details.sqlstate"))
                  .isEqualTo(sqlState);
              assertThat(JsonPath.<String>read(body, "$.components.db.details.problem"))
                  .contains(words);
            })
        .doesNotThrowAnyException();
  }

  /** Of this test alone. */
  private String log(CapturedOutput output) {
    return output.toString().substring(begin);
  }

  private boolean isReady() {
    return readiness().getResponse().getStatus() == 200;
  }

  private MvcTestResult readiness() {
    return mvc.get()
        .uri("/actuator/health/readiness")
        .with(httpBasic("support", "support-secret"))
        .exchange();
  }

  /** As after a failover: sessions end, and new ones cannot write. */
  private void readOnly() {
    elsewhere
        .sql("alter database %s set default_transaction_read_only = on".formatted(name()))
        .update();
    end();
  }

  private void end() {
    superuser
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """)
        .query()
        .listOfRows();
  }

  private void refuse(String table, String sqlState) {
    superuser
        .sql(
            """
            create or replace function refuse() returns trigger language plpgsql as $$
            begin
              raise exception 'refused' using errcode = '%s';
            end $$
            """
                .formatted(sqlState))
        .update();
    superuser
        .sql(
            "create trigger refuse before insert on %s for each row execute function refuse()"
                .formatted(table))
        .update();
  }

  private String name() {
    return superuser.sql("select current_database()").query(String.class).single();
  }
}
