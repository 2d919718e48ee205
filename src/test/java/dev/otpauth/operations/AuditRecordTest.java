package dev.otpauth.operations;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.verification.CallAnswered;
import dev.otpauth.verification.CallAnswered.Entry;
import dev.otpauth.verification.CallAnswered.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What the audit record holds, and that it keeps it. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class AuditRecordTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String MOBILE = "{\"mobile\":\"081234567890\"}";

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  @Autowired AuditRecord audit;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void eachCallIsOneEntry() {
    var id = requested();
    post("login", "resend", "{\"request_id\":\"%s\"}".formatted(id));
    post("login", "confirm", confirmation(id));
    post("support", "history", "{}");
    post("privacy", "erase", MOBILE);
    post("login", "confirm", confirmation(id));
    assertThat(told())
        .containsExactly(
            "login request sent",
            "login resend sent",
            "login confirm verified",
            "support history listed",
            "privacy erase erased",
            "login confirm request_not_found");
    assertThat(entries().getFirst())
        .containsEntry("request_id", UUID.fromString(id))
        .containsEntry("trace_id", TRACE);
  }

  @Test
  void anEntryIsOfOneTransactionWithWhatItsCallDid() {
    var id = requested();
    post("login", "confirm", confirmation(id));
    var other = requested();
    clock.advance(Duration.ofHours(1));
    post("login", "resend", "{\"request_id\":\"%s\"}".formatted(other));
    assertThat(
            database
                .sql(
                    """
                    select count(*) from audit_entry a join verification v
                    on v.id = a.request_id and v.xmin = a.xmin
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(told())
        .containsExactly(
            "login request sent",
            "login confirm verified",
            "login request sent",
            "login resend sent");
  }

  @Test
  void entriesOfCallsThatEndTogetherAreAllThere() {
    var ids = IntStream.range(0, 200).mapToObj(_ -> UUID.randomUUID()).collect(Collectors.toSet());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ids.forEach(id -> executor.execute(() -> audit.keep(answered(id, "sent"))));
    }
    assertThat(entries()).extracting(it -> it.get("request_id")).hasSize(200).containsAll(ids);
  }

  @Test
  void anEntryThatCannotBeWrittenIsToldByItsOwnCall(CapturedOutput output) {
    var lost = UUID.randomUUID();
    audit.keep(answered(lost, "\0"));
    audit.keep(answered(UUID.randomUUID(), "sent"));
    assertThat(output).contains("A call is missing in the audit record").contains(lost.toString());
    assertThat(told()).containsExactly("login request sent");
  }

  @Test
  void anEntryThatCannotBeWrittenTakesNoOtherWithIt() {
    var lost = UUID.randomUUID();
    var ids = IntStream.range(0, 200).mapToObj(_ -> UUID.randomUUID()).collect(Collectors.toSet());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ids.forEach(
          id -> {
            executor.execute(() -> audit.keep(answered(id, "sent")));
            executor.execute(() -> audit.keep(answered(lost, "\0")));
          });
    }
    assertThat(entries())
        .extracting(it -> it.get("request_id"))
        .hasSize(200)
        .containsAll(ids)
        .doesNotContain(lost);
  }

  /** The database's answer may be lost, and its writing too. */
  @Test
  void anEntryThatMayBeThereIsWrittenWhereItIsNot() {
    var id = UUID.randomUUID();
    var call = answered(id, "sent", Entry.UNKNOWN);
    audit.keep(call);
    audit.keep(call);
    assertThat(told()).containsExactly("login request sent");
    audit.keep(answered(id, "verified", Entry.UNKNOWN));
    audit.keep(answered(UUID.randomUUID(), "sent", Entry.UNKNOWN));
    clock.advance(Duration.ofMinutes(1));
    audit.keep(answered(id, "sent", Entry.UNKNOWN));
    assertThat(told()).as("another call each").hasSize(4);
    audit.keep(answered(id, "sent", Entry.MISSING));
    assertThat(told()).hasSize(5);
  }

  private CallAnswered answered(UUID id, String outcome) {
    return answered(id, outcome, Entry.MISSING);
  }

  private CallAnswered answered(UUID id, String outcome, Entry entry) {
    return new CallAnswered(
        "login",
        CallAnswered.Call.REQUEST,
        outcome,
        id,
        "login",
        "login",
        new Subject(new KeyedDigest("0".repeat(64)), "+62812", "+62********890"),
        clock.instant(),
        Duration.ofSeconds(1),
        entry);
  }

  @Test
  void aCallersOwnPollingIsNoneAndSomebodyElsesLookIs() {
    var id = requested();
    get("login", id);
    get("login", UUID.randomUUID().toString());
    get("support", UUID.randomUUID().toString());
    get("support", id);
    assertThat(told()).containsExactly("login request sent", "support status sent");
  }

  @Test
  void noEntryHoldsANumberOrACode() {
    post("login", "confirm", confirmation(requested()));
    assertThat(entries().toString()).doesNotContain("1234567890", RIGHT);
  }

  @Test
  void whoVerifiedANumberIsFoundByTheDigestThatTheRunBookComputes() throws Exception {
    post("login", "confirm", confirmation(requested()));
    var key = Base64.getDecoder().decode("dGVzdC1kaWdlc3Qta2V5LW9mLTMyLWJ5dGVzLi4uLi4=");
    var hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(key, "HmacSHA256"));
    var digest = hmac.doFinal("+6281234567890".getBytes(StandardCharsets.UTF_8));
    assertThat(
            database
                .sql(
                    """
                    select caller_id from audit_entry
                    where phone_digest = :digest and outcome = 'verified'
                    """)
                .param("digest", digest)
                .query(String.class)
                .list())
        .containsExactly("login");
  }

  @Test
  void erasureLeavesTheEntriesToTheirOwnEnd() {
    requested();
    post("privacy", "erase", MOBILE);
    assertThat(
            database
                .sql("select count(distinct phone_digest) from audit_entry")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(told()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set outcome = 'verified'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void theDatabaseRefusesToChangeIt(String sql) {
    requested();
    assertThatThrownBy(() -> database.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("audit_entry is append-only");
    assertThat(told()).containsExactly("login request sent");
  }

  @Test
  void onlyWhatIsOldIsForgottenAndOnlySoMuchAtATime() {
    requested();
    requested();
    requested();
    clock.advance(Duration.ofDays(1));
    requested();
    var now = clock.instant();
    assertThat(audit.forget(now, 2)).isEqualTo(2);
    assertThat(audit.forget(now, 2)).isEqualTo(1);
    assertThat(audit.forget(now, 2)).isZero();
    assertThat(told()).hasSize(1);
    assertThatThrownBy(() -> database.sql("delete from audit_entry").update())
        .as("the way out is closed again")
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void whereItCannotBeWrittenTheAnswerGoesOutAndOneErrorSaysSo(CapturedOutput output) {
    database.sql("alter table audit_entry rename to audit_entry_away").update();
    try {
      assertThat(post("login", "request", MOBILE)).hasStatus(202);
    } finally {
      database.sql("alter table audit_entry_away rename to audit_entry").update();
    }
    assertThat(output.getAll().lines().filter(line -> line.contains(" ERROR ")))
        .singleElement()
        .asString()
        .contains("A call is missing in the audit record")
        .contains("caller=\"login\"", "call=\"request\"", "outcome=\"sent\"", "request_id=")
        .doesNotContain("1234567890");
    assertThat(told()).isEmpty();
  }

  @Test
  void entriesHaveTheCallsTime() {
    requested();
    assertThat(database.sql("select at from audit_entry").query(OffsetDateTime.class).single())
        .isEqualTo(clock.instant().atOffset(ZoneOffset.UTC));
  }

  private String requested() {
    var result = post("login", "request", MOBILE);
    assertThat(result).hasStatus(202);
    return json.readTree(result.getResponse().getContentAsByteArray()).get("request_id").asString();
  }

  private static String confirmation(String id) {
    return "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(id, RIGHT);
  }

  private MvcTestResult post(String caller, String call, String body) {
    return mvc.post()
        .uri("/auth/otp/" + call)
        .with(httpBasic(caller, caller + "-secret"))
        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private void get(String caller, String id) {
    mvc.get().uri("/auth/otp/" + id).with(httpBasic(caller, caller + "-secret")).exchange();
  }

  private List<String> told() {
    return entries().stream()
        .map(it -> it.get("caller_id") + " " + it.get("call") + " " + it.get("outcome"))
        .toList();
  }

  private List<Map<String, @Nullable Object>> entries() {
    return database.sql("select * from audit_entry order by at, ctid").query().listOfRows();
  }
}
