package dev.otpauth.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.otpauth.OrdinaryRole;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/**
 * With every logger at TRACE, after every path through the service: no number, no code and no
 * secret in anything that the service leaves behind.
 */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
class CanaryTest {

  private static final Canary PLANTED = Canary.number("+6281234567899");

  private final Canary clientId = Canary.text("provider's client id", "Zyl-provider-id-Wqx");
  private final Canary clientSecret = Canary.text("provider's secret", "Zyl-provider-secret-Wqx");
  private final Canary password = Canary.text("database password", "Zyl-database-password-Wqx");
  private final Canary digestKey = Canary.key("digest key", key("Zyl digest key"));
  private final Canary encryptionKey = Canary.key("encryption key", key("Zyl encryption key"));
  private final Canary otherKey = Canary.key("key of a failed start", key("Zyl other key"));
  private final Canary proxyPassword = Canary.text("proxy password", "Zyl-proxy-password-Wqx");
  private final Canary plainSecret = Canary.text("secret in place of its hash", "Zyl-plain-Wqx");
  private final Canary badNumber = Canary.number("+6281234567898");
  private final Canary urlPassword = Canary.text("password in a URL", "Zyl-url-password-Wqx");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private CapturedStreams output;
  private LoggingPostgres store;
  private EchoingProvider provider;
  private ProductionService service;
  private RecordingCaller backend;
  private AllPaths journey;
  private BadInput badInput;

  private static String key(String name) {
    return Base64.getEncoder()
        .encodeToString((name + "?".repeat(32)).substring(0, 32).getBytes(UTF_8));
  }

  @BeforeAll
  void goEverywhere(@TempDir Path folder) throws Exception {
    output = opened(new CapturedStreams());
    store = opened(new LoggingPostgres(folder));
    provider = opened(new EchoingProvider());
    backend = new RecordingCaller();
    journey = new AllPaths(provider, backend, store.client());
    badInput = new BadInput(backend);
    service = opened(new ProductionService(settings(Map.of())));
    badInput.sendAll();
    journey.goEverywhere();
    for (var wrong :
        List.of(
            Map.of("spektif.from-number", badNumber.value() + "0000000"),
            Map.of("spektif.proxy", "http://user:%s@nowhere".formatted(proxyPassword.value())),
            Map.of("otp.clients[0].secret-sha256", plainSecret.value()),
            Map.of("otp.max-attempts", plainSecret.value()),
            Map.of("otp.privacy.encryption-keys.k1", otherKey.value()),
            Map.of(
                "spring.datasource.url",
                "jdbc:postgresql://127.0.0.1:9/none?password=" + urlPassword.value()))) {
      assertThat(catchThrowable(() -> new ProductionService(settings(wrong)).close())).isNotNull();
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (var it : opened) {
      it.close();
    }
  }

  private <T extends AutoCloseable> T opened(T it) {
    opened.push(it);
    return it;
  }

  private Map<String, Object> settings(Map<String, String> different) {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("server.port", backend.port());
    settings.put("logging.level.root", "trace");
    // The stub and the database's starter live in this process only in tests.
    settings.put("logging.level.wiremock", "off");
    settings.put("logging.level.org.wiremock", "off");
    settings.put("logging.level.io.zonky", "off");
    settings.put("spring.datasource.url", store.url());
    settings.put("spring.datasource.username", OrdinaryRole.NAME);
    settings.put("spring.datasource.password", password.value());
    settings.put("spring.datasource.hikari.connection-timeout", "1000");
    settings.put("spektif.base-url", provider.url());
    settings.put("spektif.client-id", clientId.value());
    settings.put("spektif.client-secret", clientSecret.value());
    settings.put("spektif.from-number", "628001234567");
    settings.put("spektif.response-timeout", "2s");
    settings.put("resilience4j.circuitbreaker.instances.spektif.minimum-number-of-calls", "10000");
    settings.put("otp.settlement.deadline", "8s");
    settings.put("otp.throttle.client-ip", "off");
    settings.put("otp.throttle.send-delays", "0s,10m");
    settings.put("otp.clients[0].id", "login");
    settings.put("otp.clients[0].secret-sha256", sha256(journey.callersSecret()));
    settings.put("otp.clients[0].authorities", "otp:verify");
    settings.put("otp.clients[1].id", "support");
    settings.put("otp.clients[1].secret-sha256", sha256(journey.readersSecret()));
    settings.put("otp.clients[1].authorities", "otp:read");
    settings.put("otp.clients[2].id", "all");
    settings.put("otp.clients[2].secret-sha256", sha256(badInput.secret()));
    settings.put(
        "otp.clients[2].authorities",
        "otp:verify,otp:read,otp:erase,contacts:read,contacts:write,inbox:read,inbox:write,inbox:send");
    settings.put("otp.privacy.digest-key", digestKey.value());
    settings.put("otp.privacy.encryption-keys.k1", encryptionKey.value());
    settings.put("otp.privacy.active-key", "k1");
    settings.putAll(different);
    return settings;
  }

  private static String sha256(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the service leaves behind, by where. */
  private Map<String, Callable<String>> sinks() {
    return Map.of(
        "stdout", output::stdout,
        "stderr", output::stderr,
        "spans", service::spans,
        "metrics", () -> backend.get("/actuator/prometheus", journey.readers()).body(),
        "health", () -> backend.get("/actuator/health", journey.readers()).body(),
        "answers", backend::answers,
        "tables", store::dump,
        "PostgreSQL's log", store::log);
  }

  private String content(String sink) throws Exception {
    return Objects.requireNonNull(sinks().get(sink), sink).call();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stdout",
        "stderr",
        "spans",
        "metrics",
        "health",
        "answers",
        "tables",
        "PostgreSQL's log"
      })
  void nothingPrivateIsLeftBehind(String sink) throws Exception {
    var canaries = new ArrayList<>(journey.canaries());
    canaries.addAll(badInput.unwelcomeIn(sink));
    canaries.addAll(
        List.of(
            clientId,
            clientSecret,
            password,
            digestKey,
            encryptionKey,
            otherKey,
            proxyPassword,
            plainSecret,
            badNumber,
            urlPassword));

    assertThat(Canary.found(canaries, sink, content(sink))).isEmpty();
  }

  @Test
  void everyPathWasTaken() {
    assertThat(journey.surprises()).isEmpty();
  }

  @Test
  void badInputIsRefusedAndNoFailureOfOurs() {
    assertThat(badInput.surprises()).isEmpty();
    assertThat(badInput.statuses()).contains(400, 404, 405, 406, 415);
  }

  @Test
  void everySinkHoldsWhatItShould() throws Exception {
    assertThat(content("stdout"))
        .contains("TRACE", "Started ", "Tried to settle an unknown outcome")
        .contains("APPLICATION FAILED TO START", "Unexpected failure", "canary_check")
        .doesNotContain("Failing row contains");
    assertThat(content("spans")).contains("POST /auth/otp/request");
    assertThat(content("metrics")).contains("spektif_call_seconds_count", "/auth/otp/confirm");
    assertThat(content("health")).contains("UP");
    assertThat(content("answers")).contains("\"mobile\":\"+62********811\"");
    assertThat(content("tables")).contains("verified", "send_failed", "key-of-a-confirm");
    assertThat(content("PostgreSQL's log")).contains("insert into verification", "canary_check");
  }

  @Test
  void aCanaryIsFoundInEverySink() throws Exception {
    var number = PLANTED.value();
    LoggerFactory.getLogger("planted").atDebug().addKeyValue("mobile", number).log("In a log");
    System.err.println("0812 3456 7899");
    var span = service.bean(Tracer.class).nextSpan().name("planted").tag("mobile", "081234567899");
    span.start().end();
    service.bean(MeterRegistry.class).counter("planted", "mobile", number).increment();
    service
        .bean(HealthContributorRegistry.class)
        .registerContributor(
            "planted", (HealthIndicator) () -> Health.up().withDetail("mobile", number).build());
    store
        .client()
        .sql("insert into sending_stop (reason) values (:number)")
        .param("number", number)
        .update();
    backend.get("/actuator/health", journey.readers());

    for (var sink : sinks().keySet()) {
      assertThat(Canary.found(List.of(PLANTED), sink, content(sink))).as(sink).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to +6281234567899.",
        "6281234567899",
        "mobile=081234567899&",
        "'81234567899'",
        "0812 3456 7899",
        "+62 812-3456-7899",
        "(0812) 345.678.99",
        "mobile=%2B62812345%2067899",
        "ODEyMzQ1Njc4OTk=",
        "KzYyODEyMzQ1Njc4OTk=",
        "eyJtb2JpbGUiOiAiMDgxMjM0NTY3ODk5In0=",
        "\\x2b36323831323334353637383939"
      })
  void aNumberIsFoundInEveryForm(String text) {
    assertThat(Canary.found(List.of(PLANTED), "text", text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"code Q7ZW9K", "q7zw9k", "UTdaVzlL", "eFE3Wlc5Sw==", "51375a57394b"})
  void aCodeIsFoundInEveryForm(String text) {
    assertThat(Canary.found(List.of(Canary.text("code", "Q7ZW9K")), "text", text)).isNotEmpty();
  }

  @Test
  void aMaskedNumberIsNoFind() {
    assertThat(Canary.found(List.of(PLANTED), "text", "+62********899 in 7899 ms")).isEmpty();
  }
}
