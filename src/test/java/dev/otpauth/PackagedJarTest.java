package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the packaged jar and its start messages. */
@Tag("jar")
class PackagedJarTest {

  private static final Path JAR = Path.of(System.getProperty("chaos.jar", "target/otp-auth.jar"));
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String LAUNCHER = "dev.otpauth.launch.Launcher";
  private static final String MESSAGE = "otp-auth needs Java 25 or newer, but this is Java ";
  private static final String HINT =
      ": install a newer one, or name it: /path/to/java -jar otp-auth.jar";

  @Test
  void theBillOfMaterialsNamesEveryLibraryOfTheJar() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(named(jar))
          .containsAll(libraries(jar))
          .noneMatch(it -> it.startsWith("wiremock") || it.startsWith("junit"));
    }
  }

  @Test
  void noPageToTryTheApiIsInIt() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(libraries(jar))
          .anyMatch(it -> it.startsWith("springdoc-openapi-starter-webmvc-api"))
          .noneMatch(it -> it.contains("swagger-ui") || it.contains("webjars"))
          .noneMatch(it -> it.startsWith("springdoc") && it.contains("-ui"));
    }
  }

  @Test
  void anOldJavaCanReadTheMainClassWhichKnowsWhatTheServiceNeeds() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class")).isEqualTo(LAUNCHER);
      assertThat(release(jar, LAUNCHER.replace('.', '/') + ".class")).isEqualTo(8);
      var needed = release(jar, "BOOT-INF/classes/dev/otpauth/OtpAuthApplication.class");
      assertThat(refusal(String.valueOf(needed))).isEmpty();
      assertThat(refusal(String.valueOf(needed - 1))).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({"1.8, 8", "11, 11", "17, 17", "21, 21", "24, 24"})
  void everyOlderJavaIsToldInOneLine(String version, String feature) throws Exception {
    assertThat(refusal(version)).contains(MESSAGE + feature + HINT);
  }

  private static Optional<String> refusal(String version) throws Exception {
    try (var jar = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, null)) {
      var refusal = jar.loadClass(LAUNCHER).getMethod("refusal", String.class);
      return Optional.ofNullable((String) refusal.invoke(null, version));
    }
  }

  static boolean isOlderJavaInstalled() throws IOException {
    return RequiredTools.isPresent(
        olderJava().isPresent(), "Start on an older Java: not tested, none is installed");
  }

  @Test
  @EnabledIf("isOlderJavaInstalled")
  void theMachinesOwnOlderJavaIsToldInOneLine() throws Exception {
    var start = started(olderJava().orElseThrow());
    assertThat(start.exit()).isEqualTo(1);
    assertThat(start.said().lines()).hasSize(1).first().asString().contains(MESSAGE);
  }

  @Test
  void aRefusedStartEndsWithSentencesAndNoTrace() throws Exception {
    var start = started("-Dotp.max-atempts=5");
    assertThat(start.exit()).isEqualTo(1);
    assertThat(start.said())
        .contains(
            "Setting spektif.client-secret (environment SPEKTIF_CLIENT_SECRET) is missing",
            "Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) is missing",
            "Setting otp.max-atempts is not known: did you mean otp.max-attempts")
        .doesNotContain("\tat ");
  }

  /** Runs the jar with these options; returns the exit code and output. */
  private record Started(int exit, String said) {}

  private static Started started(String... options) throws Exception {
    return started(Path.of(System.getProperty("java.home"), "bin", "java"), options);
  }

  private static Started started(Path java, String... options) throws Exception {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", JAR.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(it -> it.startsWith("JAVA_TOOL_OPTIONS"));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Started(process.waitFor(), said);
  }

  /** Finds an older Java beside this test's, or where Debian installs them. */
  private static Optional<Path> olderJava() throws IOException {
    for (var folder :
        List.of(
            Path.of(System.getProperty("java.home")).resolveSibling("."),
            Path.of("/usr/lib/jvm"))) {
      var found = olderJava(folder);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> olderJava(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var homes = Files.list(folder)) {
      return homes
          .filter(it -> Files.isExecutable(it.resolve("bin/java")))
          .filter(it -> Files.exists(it.resolve("release")))
          .filter(PackagedJarTest::isOlder)
          .map(it -> it.resolve("bin/java"))
          .findFirst();
    }
  }

  private static boolean isOlder(Path home) {
    try {
      return Files.readString(home.resolve("release"))
          .lines()
          .anyMatch(it -> it.matches("JAVA_VERSION=\"(1\\.8|9|1\\d|2[0-4])\\b.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the Java release that a class was compiled for. */
  private static int release(JarFile jar, String name) throws IOException {
    try (var content =
        new DataInputStream(jar.getInputStream(Objects.requireNonNull(jar.getEntry(name))))) {
      content.readInt();
      content.readUnsignedShort();
      return content.readUnsignedShort() - 44;
    }
  }

  private static Set<String> libraries(JarFile jar) {
    return jar.stream()
        .map(it -> it.getName())
        .filter(it -> it.startsWith(LIBRARIES) && it.endsWith(".jar"))
        .map(it -> it.substring(LIBRARIES.length()))
        // Tells the loader about layers, and is no library of anybody's.
        .filter(it -> !it.startsWith("spring-boot-jarmode-tools"))
        .collect(Collectors.toSet());
  }

  private static Set<String> named(JarFile jar) throws IOException {
    var entry = Objects.requireNonNull(jar.getEntry("META-INF/sbom/application.cdx.json"));
    try (var content = jar.getInputStream(entry)) {
      return JsonMapper.shared()
          .readTree(content)
          .path("components")
          .valueStream()
          .map(PackagedJarTest::fileName)
          .collect(Collectors.toSet());
    }
  }

  private static String fileName(JsonNode component) {
    return "%s-%s.jar"
        .formatted(component.path("name").stringValue(), component.path("version").stringValue());
  }
}
