package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Contact;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.Media;
import dev.otpauth.provider.OtpProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Logs, metrics and traces contain no numbers, references, codes or secrets. */
class PrivacyTest extends SpektifTest {

  private static final String NAME = "Qzxwk";
  private static final long ID = 770_077_007;
  private static final List<String> PRIVATE =
      List.of(
          "81234567890",
          "a1b2c3d4",
          CODE.value(),
          SpektifSlice.SECRET,
          "OTP sent",
          NAME,
          Long.toString(ID),
          "Santoso",
          "already been taken");

  /** Runs successes and failures of every kind. */
  private static void callEverything(OtpProvider provider) {
    spektif.acceptsSends();
    spektif.verifies();
    spektif.tellsStatus();
    spektif.tellsHistory();
    callAll(provider);
    spektif.forget();
    spektif.fails(Fault.RANDOM_DATA_THEN_CLOSE);
    callAll(provider);
    spektif.forget();
    for (var body : List.of("not-whitelisted.json", "gateway-error.html", "verify-expired.json")) {
      spektif.answersEverything(aResponse().withStatus(403).withBody(RecordedBodies.file(body)));
      callAll(provider);
    }
    spektif.answersEverything(
        aResponse().withStatus(400).withBody(RecordedBodies.error("not_found_6281234567890")));
    callAll(provider);
    callEverythingOfCrm(context.getBean(CrmProvider.class));
  }

  private static void callEverythingOfCrm(CrmProvider provider) {
    spektif.forget();
    spektif.answers("contact_list", 200, RecordedBodies.file("contact-list-200.json"));
    spektif.answers("contact_store", 200, RecordedBodies.file("validation-error.json"));
    spektif.answers(
        "contact_update", 200, RecordedBodies.error("unclassified_Qzxwk_6281234567890"));
    spektif.answers("contact_delete", 404, RecordedBodies.file("not-found.json"));
    spektif.answers(
        "conversation_details", 200, RecordedBodies.file("conversation-details-200.json"));
    spektif.answers("send_message", 200, RecordedBodies.file("exception.json"));
    spektif.answers("send_template_message", 401, RecordedBodies.file("not-whitelisted.json"));
    callAllOfCrm(provider);
    spektif.forget();
    spektif.fails(Fault.RANDOM_DATA_THEN_CLOSE);
    callAllOfCrm(provider);
  }

  private static void callAll(OtpProvider provider) {
    provider.send(DESTINATION, SENDER);
    provider.resend(REFERENCE, DESTINATION);
    provider.verify(REFERENCE, DESTINATION, CODE);
    provider.status(REFERENCE);
    provider.history(new HistoryQuery(1, 15, null, DESTINATION, SENDER));
  }

  private static void callAllOfCrm(CrmProvider provider) {
    CrmCalls.operations().forEach(it -> provider.call(CrmCalls.of(it)));
    var contact = new Contact(NAME, NAME, DESTINATION, NAME, NAME, NAME, NAME, null);
    provider.call(new CrmCall.UpdateContact(ID, contact));
    provider.call(new CrmCall.GetConversation(ID));
    provider.call(new CrmCall.SearchContacts(CrmCalls.PAGING, NAME));
    var text = new CrmCall.Content.Text(NAME);
    provider.call(new CrmCall.SendMessage(DESTINATION, SENDER, text));
    var media =
        new Media(
            NAME,
            "image/png",
            OptionalLong.empty(),
            new ByteArrayInputStream(NAME.getBytes(UTF_8)));
    var image = new CrmCall.Content.Image(media);
    provider.call(new CrmCall.SendMessage(DESTINATION, SENDER, image));
  }

  @Test
  void nothingPrivateIsLoggedAtAnyLevelOfOurs() {
    var events = new Events();
    try (var unreachable = SpektifSlice.start("http://127.0.0.1:1/6281234567890")) {
      events.record(
          Level.TRACE,
          () -> {
            callEverything(provider);
            callAll(unreachable.getBean(OtpProvider.class));
            callAllOfCrm(unreachable.getBean(CrmProvider.class));
          });
    }

    assertThat(events.of("dev.otpauth")).isNotEmpty();
    assertNothingPrivate(events.of("dev.otpauth"));
  }

  @Test
  void nothingPrivateIsLoggedByLibrariesUnderTheLevelsWeSet() {
    var events = new Events();

    events.record(Level.TRACE, () -> callEverything(provider));

    assertThat(events.leaks()).isEmpty();
  }

  @Test
  void nothingPrivateIsMeasured() {
    callEverything(provider);

    var meters = context.getBean(MeterRegistry.class).getMeters();
    assertThat(meters)
        .extracting(it -> it.getId().getName())
        .contains("spektif.call", "http.client.requests");
    assertNothingPrivate(meters.stream().map(it -> it.getId().toString()).toList());
    assertThat(meters)
        .filteredOn(it -> it.getId().getName().equals("http.client.requests"))
        .extracting(it -> it.getId().getTag("uri"))
        .containsOnly(Stream.of(Operation.values()).map(Operation::path).toArray(String[]::new));
  }

  @Test
  void nothingPrivateIsTraced() {
    try (var unreachable = SpektifSlice.start("http://127.0.0.1:1")) {
      callAll(unreachable.getBean(OtpProvider.class));
      callAllOfCrm(unreachable.getBean(CrmProvider.class));
      callEverything(provider);

      var spans = context.getBean(RecordedSpans.class).ended();
      var failed = unreachable.getBean(RecordedSpans.class).ended();
      assertThat(spans).isNotEmpty();
      assertThat(failed).isNotEmpty();
      assertNothingPrivate(spans.stream().map(it -> it + " " + it.getEvents()).toList());
      assertNothingPrivate(failed.stream().map(it -> it + " " + it.getEvents()).toList());
    }
  }

  @Test
  void traceOfTheCallerReachesTheProvider() {
    spektif.acceptsSends();
    var registry = context.getBean(ObservationRegistry.class);

    Observation.createNotStarted("caller", registry)
        .observe(() -> provider.send(DESTINATION, SENDER));

    var caller =
        context.getBean(RecordedSpans.class).ended().stream()
            .filter(it -> it.getName().equals("caller"))
            .findFirst()
            .orElseThrow();
    assertThat(spektif.onlyRequest().getHeader("traceparent")).contains(caller.getTraceId());
  }

  private static void assertNothingPrivate(List<String> texts) {
    assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(PRIVATE));
  }

  /** Returns what is logged while an action runs. */
  private static final class Events extends AppenderBase<ILoggingEvent> {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    void record(Level level, Runnable work) {
      var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      var ours = (Logger) LoggerFactory.getLogger("dev.otpauth");
      var before = root.getLevel();
      var console = new ArrayList<Appender<ILoggingEvent>>();
      root.iteratorForAppenders().forEachRemaining(console::add);
      console.forEach(root::detachAppender);
      start();
      root.addAppender(this);
      root.setLevel(level);
      ours.setLevel(Level.TRACE);
      try {
        work.run();
      } finally {
        root.setLevel(before);
        ours.setLevel(null);
        root.detachAppender(this);
        console.forEach(root::addAppender);
      }
    }

    @Override
    protected void append(ILoggingEvent event) {
      // WireMock, which logs what it is asked, lives in this process only in tests.
      if (!event.getLoggerName().contains("wiremock")) {
        events.add(event);
      }
    }

    List<String> of(String logger) {
      return events.stream()
          .filter(it -> it.getLoggerName().startsWith(logger))
          .map(Events::text)
          .toList();
    }

    /** Returns the loggers, other than ours, that printed private data. */
    List<String> leaks() {
      return events.stream()
          .filter(it -> PRIVATE.stream().anyMatch(text(it)::contains))
          .map(it -> it.getLevel() + " " + it.getLoggerName())
          .distinct()
          .sorted()
          .toList();
    }

    private static String text(ILoggingEvent event) {
      var thrown = event.getThrowableProxy();
      return event.getFormattedMessage()
          + event.getKeyValuePairs()
          + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
  }
}
