package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Replies;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.verification.OtpVerifications;
import dev.otpauth.verification.RequestOtp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without an endpoint no events are stored, and the beans for it are absent. */
@ServiceTest
class NoEventsTest {

  @Autowired OtpVerifications verifications;
  @Autowired ServiceTest.World world;
  @Autowired JdbcClient database;
  @Autowired ApplicationContext context;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void nothingIsWritten() {
    Replies.outcome(
        verifications.request(
            new RequestOtp("login", new PhoneNumber("+6281234567890"), "login", null, null), null));

    assertThat(database.sql("select count(*) from verification").query(Long.class).single())
        .isOne();
    assertThat(database.sql("select count(*) from verification_event").query(Long.class).single())
        .isZero();
    assertThat(context.getBeanNamesForType(EventRecorder.class)).isEmpty();
    assertThat(context.getBeanNamesForType(Outbox.class)).isEmpty();
    assertThat(context.getBeanNamesForType(WebhookDispatcher.class)).isEmpty();
    assertThat(context.getBeanNamesForType(WebhookEndpoint.class)).isEmpty();
  }
}
