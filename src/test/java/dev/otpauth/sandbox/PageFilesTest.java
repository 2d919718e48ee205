package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Tests the served files of the page. */
@SandboxTest
class PageFilesTest {

  private static final Pattern TEXT = Pattern.compile("(?m)^  \"([^\"]*)\": \"");

  /** Shown at the code field. */
  private static final List<ProblemType> SHOWN_AT_A_FIELD = List.of(ProblemType.INVALID_CODE);

  /** Problems that no login causes; shown as an internal error. */
  private static final List<ProblemType> BUGS =
      List.of(
          ProblemType.NOT_FOUND,
          ProblemType.METHOD_NOT_ALLOWED,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.PAYLOAD_TOO_LARGE,
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          ProblemType.CONFLICT);

  private final SimulatorClient simulator;

  @Autowired
  PageFilesTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
  }

  static Stream<String> paths() throws IOException {
    var files = new PathMatchingResourcePatternResolver().getResources("classpath:sandbox/*.*");
    return Stream.concat(
        Stream.of("/sandbox"),
        Arrays.stream(files)
            .map(file -> "/sandbox/page/" + file.getFilename())
            .filter(path -> !path.endsWith(".html")));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyFileIsServedWithoutScriptsFromElsewhereAndWithoutASecret(String path) {
    var reply = simulator.get(path);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self';");
    assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(reply.body())
        .doesNotContain("https://", "style=", "onclick=", "innerHTML")
        .doesNotContain("demo-secret", "ZGVtbzpkZW1vLXNlY3JldA", ProviderCredentials.CLIENT_SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "/sandbox, text/html;charset=UTF-8",
    "/sandbox/page/page.css, text/css",
    "/sandbox/page/page.js, text/javascript",
    "/sandbox/page/icon.svg, image/svg+xml"
  })
  void everyKindOfFileSaysWhatItIs(String path, String type) {
    assertThat(simulator.get(path).headers().firstValue("Content-Type")).contains(type);
  }

  @Test
  void thePageIsFoundWithASlashToo() {
    var reply = simulator.get("/sandbox/");
    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers().firstValue("Location").orElseThrow()).endsWith("/sandbox");
  }

  @Test
  void noFieldCutsOffOrForbidsWhatIsPasted() {
    assertThat(simulator.get("/sandbox").body())
        .contains("inputmode=\"numeric\" autocomplete=\"one-time-code\"")
        .doesNotContain("maxlength", "pattern=", "type=\"number\"");
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    assertThat(texts("en")).isNotEmpty().isEqualTo(texts("id"));
  }

  @Test
  void everyErrorOfTheServiceHasAText() throws IOException {
    var texts = texts("en");
    for (var problem : ProblemType.values()) {
      if (!SHOWN_AT_A_FIELD.contains(problem) && !BUGS.contains(problem)) {
        assertThat(texts).containsAnyOf("problem." + problem.code(), problem.code() + ".title");
      }
    }
  }

  @Test
  void everyScriptedNumberHasAText() throws IOException {
    assertThat(texts("en"))
        .containsAll(
            ScriptedBehaviour.table().stream().map(row -> "numbers." + row.ending()).toList());
  }

  private static Set<String> texts(String language) throws IOException {
    var file = new ClassPathResource("sandbox/texts-%s.js".formatted(language));
    var names = new TreeSet<String>();
    TEXT.matcher(file.getContentAsString(StandardCharsets.UTF_8))
        .results()
        .forEach(text -> names.add(text.group(1)));
    return names;
  }
}
