package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.Throttled;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** The number of synchronous commits per call with a key. */
@ServiceTest
@TestPropertySource(properties = "otp.throttle.daily-budget=1000")
class CommitsTest {

  private static final String MOBILE = "{\"mobile\":\"+6281234567890\"}";

  @Autowired MockMvcTester mvc;
  @Autowired ScriptedProvider provider;
  @Autowired JdbcClient database;
  @Autowired MovableClock clock;
  @Autowired ServiceTest.World world;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    world.reset();
    callers = new Callers(mvc, new JsonMapper());
  }

  @Test
  void aCodeThatIsSent() {
    assertThat(commitsOf(() -> call("request", "a", MOBILE, 202))).isEqualTo(2);
  }

  @Test
  void aRightCodeAWrongOneAndAnotherMessage() {
    var id = callers.id(callers.post("login", "request", "a", MOBILE));
    var wrong = Callers.confirmation(id, WRONG);
    assertThat(commitsOf(() -> call("confirm", "b", wrong, 422))).isEqualTo(2);
    clock.advance(Duration.ofMinutes(2));
    var resend = "{\"request_id\":\"%s\"}".formatted(id);
    assertThat(commitsOf(() -> call("resend", "c", resend, 202))).isEqualTo(2);
    var right = Callers.confirmation(id, RIGHT);
    assertThat(commitsOf(() -> call("confirm", "d", right, 200))).isEqualTo(2);
  }

  /** What was taken from the limits of all is given back. */
  @Test
  void theProvidersWordToWait() {
    provider.answers(Call.SEND, new Throttled(Duration.ofSeconds(30)));
    assertThat(commitsOf(() -> call("request", "a", MOBILE, 429))).isEqualTo(2);
  }

  private void call(String call, String key, String body, int status) {
    assertThat(callers.post("login", call, key, body)).hasStatus(status);
  }

  /** Asking takes one itself. */
  private long commitsOf(Runnable call) {
    var before = transactions();
    call.run();
    return transactions() - before - 1;
  }

  private long transactions() {
    return database.sql("select pg_current_xact_id()::text::bigint").query(Long.class).single();
  }
}
