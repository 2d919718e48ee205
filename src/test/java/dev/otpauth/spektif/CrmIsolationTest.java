package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of contacts and inbox do not affect codes, except those that affect every call. */
class CrmIsolationTest extends ProbedTest {

  private static final Refused ACCOUNT = new Refused(Refused.Cause.ACCOUNT);

  CrmIsolationTest() {
    super(
        new ProbingAdapter(
            context,
            ProbingAdapter.USUAL,
            CircuitBreakerConfig.from(circuits()).minimumNumberOfCalls(4).build(),
            context.getBean(RateLimiterRegistry.class)));
  }

  private CrmResult crm(Operation operation) {
    return adapter.crm.call(CrmCalls.of(operation));
  }

  private CrmResult upload() {
    var media = new Content.Document(new GeneratedFile(100_000).known());
    return adapter.crm.call(new CrmCall.SendMessage(DESTINATION, null, media));
  }

  private void assertCodesAreSent() {
    assertThat(adapter.breaker.getState()).isEqualTo(State.CLOSED);
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void accountThatMayNotUseContactsIsNotWithheldFromCodesThoughItMayNotReadThemEither() {
    knowsUs();
    spektif.answers("history", 403, "");
    spektif.answers("contact_store", 403, "");
    probeIfDue();

    for (int i = 0; i < 5; i++) {
      assertThat(crm(Operation.CONTACT_STORE)).isEqualTo(ACCOUNT);
      assertCodesAreSent();
    }
    assertThat(spektif.asked("contact_store")).isEqualTo(5);
    assertThat(adapter.gauge("spektif.account.tripped")).isZero();
  }

  @Test
  void acceptedCodeDoesNotEndTheTroubleOfContacts() {
    knowsUs();
    probeIfDue();
    spektif.answers("contact_store", 403, RecordedBodies.error("restricted"));
    crm(Operation.CONTACT_STORE);

    assertCodesAreSent();

    assertThat(down()).containsEntry("operation", "contact_store");
    spektif.answers("contact_store", 200, RecordedBodies.file("contact-store-200.json"));
    crm(Operation.CONTACT_STORE);
    assertUp();
  }

  @Test
  void refusalOfWhoWeAreWithholdsContactsAsWell() {
    refusesUs();
    calls.send(DESTINATION, SENDER);
    calls.send(DESTINATION, SENDER);

    assertThat(crm(Operation.CONTACT_LIST)).isInstanceOf(Unreachable.class);
    assertThat(spektif.asked("contact_list")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT_UPDATE, not_found",
    "CONTACT_DELETE, not_found",
    "CONVERSATION_DETAILS, not_found",
    "CHANGE_CONVERSATION_STATUS, not_found",
    "SEND_TEMPLATE_MESSAGE, not_found",
    "SEND_MESSAGE, conflict"
  })
  void missingRowIsOneWhereTheRoutesAreThere(Operation operation, String outcome) {
    knowsUs();
    spektif.answers(operation.tag(), 404, RecordedBodies.error("not_found"));

    crm(operation);

    assertThat(
            adapter
                .meters
                .get("spektif.call")
                .tags("operation", operation.tag(), "outcome", outcome)
                .timer()
                .count())
        .isOne();
    assertThat(spektif.asked("history")).isOne();
    assertUp();
  }

  @Test
  void missingRouteIsAFaultOfOurConfiguration() {
    spektif.answers("contact_delete", 404, RecordedBodies.error("not_found"));
    spektif.answers("history", 404, RecordedBodies.error("not_found"));

    assertThat(crm(Operation.CONTACT_DELETE)).isEqualTo(ACCOUNT);
    assertThat(String.valueOf(down().get("problem"))).contains("check spektif.base-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEND_MESSAGE", "SEND_TEMPLATE_MESSAGE"})
  void exceptionsOfMessagesAreOfThoseMessages(Operation operation) {
    knowsUs();
    spektif.answers(operation.tag(), 200, RecordedBodies.file("exception.json"));

    for (int i = 0; i < 8; i++) {
      assertThat(crm(operation)).isEqualTo(Unknown.ANSWERED);
    }

    assertCodesAreSent();
    assertUp();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CONTACT_STORE", "CONTACT_LIST", "SEND_MESSAGE"})
  void serverErrorsOfAnyCallOpenTheCircuit(Operation operation) {
    knowsUs();
    spektif.answers(operation.tag(), 503, "");

    for (int i = 0; i < 4; i++) {
      crm(operation);
    }

    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
    assertThat(calls.send(DESTINATION, SENDER)).isEqualTo(new Unreachable(ofSeconds(15)));
    assertThat(spektif.asked(operation.tag())).isEqualTo(4);
  }

  @Test
  void uploadsThatFailDoNotOpenTheCircuit() {
    knowsUs();
    spektif.answers("send_message", 504, RecordedBodies.file("gateway-error.html"));

    for (int i = 0; i < 8; i++) {
      assertThat(upload()).isEqualTo(Unknown.LOST);
    }

    assertThat(spektif.asked("send_message")).isEqualTo(8);
    assertCodesAreSent();
    assertUp();
  }

  @Test
  void maintenanceThatAnUploadMeetsCounts() {
    knowsUs();
    spektif.answers(
        "send_message", aResponse().withStatus(302).withHeader("Location", "/maintenance"));

    for (int i = 0; i < 4; i++) {
      assertThat(upload()).isInstanceOf(Unreachable.class);
    }

    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
    assertThat(upload()).isEqualTo(new Unreachable(ofSeconds(15)));
    assertThat(spektif.asked("send_message")).isEqualTo(4);
  }

  @Test
  void uploadsTakeNoPlaceOfACircuitThatIsTried() {
    knowsUs();
    spektif.answers("send_message", 200, RecordedBodies.file("message-200.json"));
    adapter.breaker.transitionToOpenState();
    adapter.breaker.transitionToHalfOpenState();

    assertThat(upload()).isInstanceOf(Unreachable.class);

    assertThat(spektif.asked("send_message")).isZero();
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void contactsThatAreAnsweredDoNotHideThatCodesFail() {
    knowsUs();
    spektif.answers("send", 503, "");
    spektif.answers("contact_store", 200, RecordedBodies.file("contact-store-200.json"));

    for (int i = 0; i < 4; i++) {
      calls.send(DESTINATION, SENDER);
      crm(Operation.CONTACT_STORE);
      crm(Operation.CONTACT_STORE);
    }

    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void contactsThatFailAreNotProbedForEver() {
    knowsUs();
    spektif.answers("contact_list", 200, RecordedBodies.file("exception.json"));
    crm(Operation.CONTACT_LIST);

    pass(ofMinutes(2));

    assertThat(spektif.asked("history")).isBetween(1, 3);
    assertThat(adapter.breaker.getState()).isEqualTo(State.CLOSED);
  }
}
