package dev.otpauth.operations;

import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.throttle.WaitsInForce;
import dev.otpauth.verification.UnsettledVerifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Tests the gauges of stored rows; NaN if unknown. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class StoreGaugesTest {

  private static final String UNKNOWN = "Could not read the gauges of stored rows";

  @Autowired DataSource store;
  @Autowired JdbcClient database;
  @Autowired ScriptedProvider provider;
  @Autowired MovableClock clock;
  @Autowired ServiceTest.World world;
  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
  private Callers callers;
  private Severable severable;
  private StoreGauges gauges;

  @BeforeEach
  void freshWorld() {
    world.reset();
    callers = new Callers(mvc, json);
    severable = new Severable(store);
    beans.registerBean(JdbcClient.class, () -> JdbcClient.create(severable));
    beans.register(UnsettledVerifications.class, WaitsInForce.class);
    beans.refresh();
    gauges =
        new StoreGauges(
            beans.getBean(UnsettledVerifications.class),
            beans.getBean(WaitsInForce.class),
            meters,
            clock);
  }

  @AfterEach
  void close() {
    beans.close();
  }

  @Test
  void anUnknownOutcomeIsBacklogUntilItIsSettled() {
    var id = callers.requested();
    assertThat(seen("otp.settlement.backlog")).isZero();
    assertThat(value("otp.settlement.age")).isZero();

    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    callers.confirm(id, WRONG, null);
    clock.advance(Duration.ofSeconds(40));
    assertThat(seen("otp.settlement.backlog")).isOne();
    assertThat(value("otp.settlement.age")).isEqualTo(40);

    callers.confirm(id, WRONG, null);
    assertThat(seen("otp.settlement.backlog")).isZero();
  }

  @Test
  void aCallAtTheProviderIsNoBacklog() {
    provider.meanwhile(Call.SEND, () -> assertThat(seen("otp.settlement.backlog")).isZero());
    callers.requested();
  }

  @Test
  void cooldownsAreThoseInForce() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(90)));
    callers.post("login", "request", null, "{\"mobile\":\"+6281234567890\"}");
    assertThat(seen("otp.cooldowns")).isOne();

    clock.advance(Duration.ofSeconds(90));
    assertThat(seen("otp.cooldowns")).isZero();
  }

  @Test
  void theKillSwitchShows() {
    assertThat(seen("otp.sending.stopped")).isZero();
    assertThat(new SendingHealthIndicator(gauges).health().getStatus()).isEqualTo(Status.UP);
    database.sql("insert into sending_stop (reason) values ('fraud')").update();
    assertThat(seen("otp.sending.stopped")).isOne();
    assertThat(new SendingHealthIndicator(gauges).health().getDetails().toString())
        .contains("an operator has stopped all sending");
  }

  @Test
  void aSenderThatPausesShows() {
    var health = new SendingHealthIndicator(gauges);
    assertThat(health.health().getStatus()).as("before the first look").isEqualTo(Status.UP);
    assertThat(seen("otp.senders.paused")).isZero();
    database
        .sql(
            "insert into cooldown (sender, phone_digest, until) values ('+628001234567', '',"
                + " :then)")
        .param("then", clock.instant().plusSeconds(30).atOffset(ZoneOffset.UTC))
        .update();
    assertThat(seen("otp.senders.paused")).isOne();
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("problem"))
        .asString()
        .contains("1 sender(s) paused until " + clock.instant().plusSeconds(30))
        .doesNotContain("628001234567");
    clock.advance(Duration.ofSeconds(30));
    assertThat(seen("otp.senders.paused")).isZero();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void withoutTheDatabaseNothingIsKnownAndThatIsSaidOnce(CapturedOutput output) {
    seen("otp.cooldowns");
    severable.cut = true;
    assertThat(seen("otp.cooldowns")).isNaN();
    assertThat(seen("otp.settlement.age")).isNaN();
    assertThat(output.getOut()).containsOnlyOnce(UNKNOWN).doesNotContain("available again");

    severable.cut = false;
    assertThat(seen("otp.cooldowns")).isZero();
    assertThat(output.getOut()).containsOnlyOnce(UNKNOWN).containsOnlyOnce("available again");
  }

  @Test
  void whatWasSeenTooLongAgoIsNotKnownEither() {
    assertThat(value("otp.cooldowns")).as("before the first look").isNaN();
    assertThat(seen("otp.cooldowns")).isZero();
    clock.advance(StoreGauges.MAX_AGE.plusMillis(1));
    assertThat(value("otp.cooldowns")).isNaN();
  }

  @Test
  void noLargeTableIsRead() {
    database
        .sql(
            """
            insert into verification (id, caller_id, purpose, phone_digest, phone_key_id,
              phone_ciphertext, sender, status, failure_reason, attempts, max_attempts,
              reference_attempts, expires_at, created_at, updated_at)
            select gen_random_uuid(), 'login', 'login', sha256(i::text::bytea), 'k1', '',
              '+628001234567', 'failed', 'send_failed', 0, 5, 0, now(), now(), now()
            from generate_series(1, 20000) i
            """)
        .update();
    database
        .sql(
            """
            insert into cooldown
            select '+628001234567', sha256(i::text::bytea), '2020-01-01'
            from generate_series(1, 20000) i
            """)
        .update();
    database.sql("analyze verification, cooldown").update();

    assertThat(
            plan(
                """
                select count(*), min(operation_started_at) from verification
                where operation is not null and (settle_tries > 0 or lease_until <= now())
                """))
        .contains("verification_settle_idx")
        .doesNotContain("Seq Scan");
    assertThat(plan("select count(*) from cooldown where until > now()"))
        .contains("cooldown_until_idx")
        .doesNotContain("Seq Scan");
  }

  private String plan(String statement) {
    return String.join("\n", database.sql("explain " + statement).query(String.class).list());
  }

  private double seen(String gauge) {
    gauges.check();
    return value(gauge);
  }

  private double value(String gauge) {
    return meters.get(gauge).gauge().value();
  }

  /** A database that can be unavailable. */
  private static final class Severable extends DelegatingDataSource {

    private boolean cut;

    Severable(DataSource store) {
      super(store);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (cut) {
        throw new SQLTransientConnectionException("gone");
      }
      return super.getConnection();
    }
  }
}
