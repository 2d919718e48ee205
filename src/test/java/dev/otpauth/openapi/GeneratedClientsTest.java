package dev.otpauth.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.otpauth.DocumentedCommands;
import dev.otpauth.FreePort;
import dev.otpauth.RequiredTools;
import dev.otpauth.TestDatabase;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationRegistry;
import jakarta.annotation.Nonnull;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generates clients with the commands of {@code src/docs/integrate.md}, compiles them, and logs in
 * against the sandbox with each. {@code -Pclients} fetches the generator and the TypeScript
 * compiler.
 */
@Tag("clients")
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    properties = "otp.throttle.send-delays=0s,0s")
@ActiveProfiles("sandbox")
@Import(TestDatabase.class)
@ContextConfiguration(initializers = FreePort.class)
class GeneratedClientsTest {

  private static final Path PAGE = Path.of("src/docs/integrate.md");
  private static final Path DOCUMENT = Path.of("src/docs/openapi.yaml");
  private static final Path FLOWS = Path.of("src/test/resources/clients");
  private static final Path GENERATOR = Path.of("target/clients/openapi-generator-cli.jar");
  private static final Path COMPILER =
      Path.of("target/clients/META-INF/resources/webjars/typescript");
  private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final String JAVA = JAVA_BIN.resolve("java").toString();
  private static final String JAVAC = JAVA_BIN.resolve("javac").toString();

  private static final String TRANSCRIPT =
      """
      requested: sent, 5 attempts
      wrong code: 422 invalid_code, 4 attempts
      confirmed: verified +62********%s
      same answer: true
      status: verified
      token: true, %s
      same id: true
      key: sig
      history: verified
      resent: sent
      cancelled: failed, cancelled
      resent after that: 410 cancelled
      unknown status: true
      """;

  @TempDir Path folder;
  @LocalServerPort int port;

  @BeforeEach
  void provideGeneratorAndDocument() throws IOException {
    Files.copy(GENERATOR, folder.resolve("openapi-generator-cli.jar"));
    Files.copy(DOCUMENT, folder.resolve("openapi.yaml"));
  }

  @Test
  void theJavaClientGoesThroughTheWholeFlow() throws Exception {
    Files.copy(FLOWS.resolve("LoginFlow.java"), folder.resolve("LoginFlow.java"));
    run("sh", "-ec", DocumentedCommands.block(PAGE, "-g java "));
    var classPath = classPath();
    var sources = "--source-path=" + folder.resolve("otp-client/src/main/java");
    run(JAVAC, "-proc:none", "-d", "classes", "-cp", classPath, sources, "LoginFlow.java");
    var output =
        run(
            JAVA,
            "-cp",
            "classes" + File.pathSeparator + classPath,
            "com.example.LoginFlow",
            baseUrl(),
            "+6281234567811",
            "+6281234567812");
    System.out.println(output);
    assertThat(output).isEqualTo(TRANSCRIPT.formatted("811", "+6281234567811"));
  }

  @Test
  @EnabledIf("hasNode")
  void theTypeScriptClientGoesThroughTheWholeFlow() throws Exception {
    for (var file : List.of("login-flow.ts", "node.d.ts")) {
      Files.copy(FLOWS.resolve(file), folder.resolve(file));
    }
    run("sh", "-ec", DocumentedCommands.block(PAGE, "-g typescript-fetch "));
    run(
        "node",
        compiler().toString(),
        "--strict",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        "--module",
        "commonjs",
        "--outDir",
        "classes",
        "login-flow.ts",
        "node.d.ts");
    var output =
        run("node", "classes/login-flow.js", baseUrl(), "+6281234567821", "+6281234567822");
    System.out.println(output);
    assertThat(output).isEqualTo(TRANSCRIPT.formatted("821", "+6281234567821"));
  }

  static boolean hasNode() {
    return RequiredTools.areOnPath("TypeScript client", "node");
  }

  /** All that the Java client needs: spring-web and what it uses, Jackson 3 and annotations. */
  private static String classPath() {
    return Stream.of(
            RestClient.class,
            ParameterizedTypeReference.class,
            BeanUtils.class,
            ObservationRegistry.class,
            KeyValue.class,
            LogFactory.class,
            JsonMapper.class,
            JsonParser.class,
            JsonProperty.class,
            Nonnull.class,
            NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(joining(File.pathSeparator));
  }

  private static Path compiler() throws IOException {
    try (Stream<Path> files = Files.walk(COMPILER, 3)) {
      return files
          .filter(it -> it.endsWith("lib/tsc.js"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  private String baseUrl() {
    return "http://localhost:" + port;
  }

  /** Runs a command in the folder; returns what it prints, and fails where it fails. */
  private String run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, _) -> JAVA_BIN + File.pathSeparator + path);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
