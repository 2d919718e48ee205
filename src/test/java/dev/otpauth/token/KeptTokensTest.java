package dev.otpauth.token;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Callers;
import dev.otpauth.ServiceTest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** A stored response with a token is replayed, and is encrypted in the database. */
@SigningTest
class KeptTokensTest {

  @Autowired MockMvcTester mvc;
  @Autowired JsonMapper json;
  @Autowired ServiceTest.World world;
  @Autowired JdbcConnectionDetails database;

  private Callers callers;

  @BeforeEach
  void freshWorld() {
    world.reset();
    callers = new Callers(mvc, json);
  }

  @Test
  void aRepeatAnswersTheSameBytesOnceMoreAndOnAnotherReplicaThatStartedSince() throws Exception {
    var id = callers.requested();
    var first = Callers.body(callers.confirm(id, RIGHT, "k"));
    assertThat(first).contains("\"verification_token\":\"ey");
    assertThat(Callers.body(callers.confirm(id, RIGHT, "k"))).isEqualTo(first);
    try (var replica = Replica.beside(database)) {
      var there = replica.confirm("k", Callers.confirmation(id, RIGHT));
      assertThat(there.statusCode()).isEqualTo(200);
      assertThat(there.body()).isEqualTo(first.getBytes(UTF_8));
    }
  }

  @Test
  void noTableHoldsTheNumberOrTheTokenInPlain() {
    var token = callers.token(callers.confirm(callers.requested(), RIGHT, "k"));
    callers.introspect("login", token, true);
    var secrets = List.of(Callers.MOBILE.substring(1), token, token.split("\\.", -1)[1]);
    var rows = everyRow();
    assertThat(rows).hasSizeGreaterThan(3);
    for (var secret : secrets) {
      assertThat(rows)
          .noneMatch(row -> row.contains(secret))
          .noneMatch(row -> row.contains(HexFormat.of().formatHex(secret.getBytes(UTF_8))))
          .noneMatch(
              row -> row.contains(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))));
    }
  }

  private List<String> everyRow() {
    return texts("select tablename from pg_tables where schemaname = 'public'").stream()
        .flatMap(table -> texts("select it::text from \"%s\" it".formatted(table)).stream())
        .toList();
  }

  private List<String> texts(String query) {
    return world.database().sql(query).query((row, _) -> row.getString(1)).list();
  }
}
