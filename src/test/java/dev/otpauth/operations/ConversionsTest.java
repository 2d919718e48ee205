package dev.otpauth.operations;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.verification.VerificationChanged;
import dev.otpauth.verification.VerificationChanged.Change;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A verification counts at most once as {@code sent} and once as {@code verified}. */
@ServiceTest
class ConversionsTest {

  @Autowired MeterRegistry meters;
  @Autowired ScriptedProvider provider;
  @Autowired PhoneVault vault;
  @Autowired MovableClock clock;
  @Autowired ServiceTest.World world;
  @Autowired ApplicationEventPublisher events;
  @Autowired PlatformTransactionManager transactions;
  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired CallerTally tally;
  @Autowired JdbcClient database;

  private Callers callers;
  private double sentBefore;
  private double verifiedBefore;

  @BeforeEach
  void freshWorld() {
    tally.write();
    world.reset();
    callers = new Callers(mvc, json);
    sentBefore = count("sent");
    verifiedBefore = count("verified");
  }

  @Test
  void aVerificationCountsOnceWithAllItsResends() {
    var id = callers.requested();
    resend(id);
    resend(id);
    callers.confirm(id, WRONG, null);
    callers.confirm(id, RIGHT, null);
    callers.confirm(id, RIGHT, null);

    assertThat(sent()).isOne();
    assertThat(verified()).isOne();
    assertThat(ofTheCaller()).isEqualTo(new Conversion(1, 1));
  }

  @Test
  void whatSettlementFindsCountsToo() {
    provider.losesAnswer(Call.SEND);
    var id = callers.requested();
    assertThat(sent()).isOne();

    provider.losesAnswer(Call.VERIFY);
    provider.answers(Call.STATUS, Unknown.LOST);
    callers.confirm(id, RIGHT, null);
    assertThat(verified()).isZero();
    clock.advance(Duration.ofSeconds(31));
    callers.confirm(id, RIGHT, null);

    assertThat(verified()).isOne();
    assertThat(sent()).isOne();
  }

  @Test
  void whatWasNotSentDoesNotCount() {
    provider.answers(Call.SEND, new Unreachable(Duration.ofSeconds(1)));
    callers.post("login", "request", null, "{\"mobile\":\"+6281234567890\"}");

    assertThat(sent()).isZero();
    assertThat(ofTheCaller()).isEqualTo(new Conversion(0, 0));
  }

  @Test
  void whatIsRolledBackDoesNotCount() {
    var transaction = new TransactionTemplate(transactions);
    transaction.executeWithoutResult(
        running -> {
          events.publishEvent(verified(vault));
          running.setRollbackOnly();
        });
    assertThat(verified()).isZero();
    assertThat(ofTheCaller()).isEqualTo(new Conversion(0, 0));

    transaction.executeWithoutResult(_ -> events.publishEvent(verified(vault)));
    assertThat(verified()).isOne();
    assertThat(ofTheCaller()).isEqualTo(new Conversion(0, 1));
  }

  private static VerificationChanged verified(PhoneVault vault) {
    var mobile = new PhoneNumber(Callers.MOBILE);
    return new VerificationChanged(
        Change.VERIFIED,
        new UUID(0, 0),
        "login",
        "login",
        "verified",
        null,
        vault.digest(mobile),
        vault.seal(mobile, new UUID(0, 0)),
        3,
        Instant.EPOCH);
  }

  private void resend(String id) {
    callers.post("login", "resend", null, "{\"request_id\":\"%s\"}".formatted(id));
  }

  /** As it is written down. */
  private Conversion ofTheCaller() {
    tally.write();
    return database
        .sql(
            """
            select coalesce(sum(sent), 0) as sent, coalesce(sum(verified), 0) as verified
            from caller_conversion where caller_id = 'login'
            """)
        .query(Conversion.class)
        .single();
  }

  private double sent() {
    return count("sent") - sentBefore;
  }

  private double verified() {
    return count("verified") - verifiedBefore;
  }

  private double count(String event) {
    var counter =
        meters
            .find("otp.conversion")
            .tags("event", event, "purpose", "login", "country", "ID")
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
