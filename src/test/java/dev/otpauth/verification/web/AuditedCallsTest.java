package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import dev.otpauth.audit.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The audit entries of each call. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class AuditedCallsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String MOBILE = "{\"mobile\":\"081234567890\"}";

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;
  @Autowired AuditRecord audit;
  @Autowired JdbcClient database;

  @BeforeEach
  void freshWorld() {
    // Refusals of other tests in the same minute.
    audit.writeAllRefused();
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
            "privacy erase erased");
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

  @Test
  void whereItCannotBeWrittenTheAnswerGoesOutAndOneErrorSaysSo(CapturedOutput output) {
    withoutTheRecord(() -> assertThat(post("support", "history", "{}")).hasStatus(200));
    assertThat(errors(output))
        .singleElement()
        .asString()
        .contains("Could not write an audit entry; the call is missing from the audit record")
        .contains("caller=\"support\"", "call=\"history\"", "outcome=\"listed\"")
        .doesNotContain("1234567890");
    assertThat(told()).isEmpty();
  }

  @Test
  void noCallFailsForItsEntry(CapturedOutput output) {
    withoutTheRecord(() -> assertThat(post("login", "request", MOBILE)).hasStatus(202));
    assertThat(errors(output))
        .singleElement()
        .asString()
        .contains("Could not write an audit entry; the call is missing from the audit record")
        .contains("caller=\"login\"", "call=\"request\"", "outcome=\"sent\"", "request_id=")
        .doesNotContain("1234567890");
    assertThat(told()).isEmpty();
    assertThat(database.sql("select status from verification").query(String.class).single())
        .isEqualTo("sent");
  }

  @Test
  void refusalsAreCountedInsteadOfWritten(CapturedOutput output) {
    requested();
    var unknown = "{\"request_id\":\"%s\"}".formatted(UUID.randomUUID());
    for (var i = 0; i < 100; i++) {
      assertThat(post("login", "resend", unknown)).hasStatus(404);
    }
    var abroad = "{\"mobile\":\"+12025550123\"}";
    withoutTheRecord(() -> assertThat(post("login", "request", abroad)).hasStatus(403));
    assertThat(errors(output)).isEmpty();
    assertThat(told()).containsExactly("login request sent");

    clock.advance(Duration.ofMinutes(1));
    audit.writeRefused();
    audit.writeRefused();
    assertThat(
            database
                .sql(
                    """
                    select call || ' ' || outcome || ' ' || calls from audit_entry
                    where caller_id = 'login' and phone_digest is null order by call
                    """)
                .query(String.class)
                .list())
        .containsExactly("request destination_blocked 1", "resend request_not_found 100");
  }

  private void withoutTheRecord(Runnable call) {
    database.sql("alter table audit_entry rename to audit_entry_away").update();
    try {
      call.run();
    } finally {
      database.sql("alter table audit_entry_away rename to audit_entry").update();
    }
  }

  private static List<String> errors(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains(" ERROR ")).toList();
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
