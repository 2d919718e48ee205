package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Replies;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.Throttled;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The second write of a call is committed, but the database's response is lost. */
@ServiceTest
@Import(LostCommitTest.Losing.class)
@TestPropertySource(properties = "otp.throttle.daily-budget=1000")
class LostCommitTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired OtpVerifications verifications;
  @Autowired LosingTemplate connection;
  @Autowired ScriptedProvider provider;
  @Autowired JdbcClient database;
  @Autowired ServiceTest.World world;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void aSendIsAnsweredAndEnteredOnce() {
    connection.losesAnswers(1, "insert into provider_reference");
    var outcome = request();
    assertThat(outcome).isInstanceOf(Started.class);
    assertThat(outcome.value()).isEqualTo("sent");
    assertThat(entries(idOf(outcome))).isEqualTo(1);
  }

  @Test
  void aRightCodeIsAnsweredAndEnteredOnce() {
    var id = idOf(request());
    connection.losesAnswers(1, "insert into audit_entry");
    var confirm = new ConfirmOtp("login", id, new OtpCode(RIGHT), null, null);
    assertThat(Replies.outcome(verifications.confirm(confirm, null))).isInstanceOf(Verified.class);
    assertThat(entries(id)).as("of the request, and of the confirm").isEqualTo(2);
  }

  /** What it took from the limits is given back, and once. */
  @Test
  void aWaitThatTheProviderAsksForIsRememberedAndEnteredOnce() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(30)));
    connection.losesAnswers(1, "insert into audit_entry");
    assertThat(request()).isInstanceOf(Refusal.RateLimited.class);
    assertThat(count("select count(*) from audit_entry where outcome = 'rate_limit_exceeded'"))
        .isEqualTo(1);
    assertThat(count("select sum(sends) from send_budget")).isZero();
    assertThat(count("select count(*) from cooldown")).isEqualTo(1);
  }

  private int count(String sql) {
    return database.sql(sql).query(Integer.class).single();
  }

  private RequestOutcome request() {
    var request = new RequestOtp("login", MOBILE, "login", null, null);
    return Replies.outcome(verifications.request(request, null));
  }

  private static UUID idOf(RequestOutcome outcome) {
    return ((Started) outcome).verification().requestId();
  }

  private int entries(UUID id) {
    return database
        .sql("select count(*) from audit_entry where request_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  @TestConfiguration
  static class Losing {

    @Bean
    @Primary
    LosingTemplate losing(DataSource database) {
      return new LosingTemplate(database);
    }
  }

  /** Whose connection breaks after a commit. */
  static class LosingTemplate extends JdbcTemplate {

    private final AtomicInteger losses = new AtomicInteger();
    private volatile String lost = "";

    LosingTemplate(DataSource database) {
      super(database);
    }

    void losesAnswers(int times, String of) {
      losses.set(times);
      lost = of;
    }

    @Override
    public <T extends @Nullable Object> T execute(String sql, PreparedStatementCallback<T> action) {
      var result = super.execute(sql, action);
      if (!lost.isEmpty() && sql.contains(lost) && losses.getAndDecrement() > 0) {
        throw new DataAccessResourceFailureException("lost after the commit");
      }
      return result;
    }
  }
}
