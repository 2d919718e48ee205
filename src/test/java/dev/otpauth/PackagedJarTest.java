package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped, and what it says of itself. */
@Tag("jar")
class PackagedJarTest {

  private static final Path JAR = Path.of(System.getProperty("chaos.jar", "target/otp-auth.jar"));
  private static final String LIBRARIES = "BOOT-INF/lib/";

  @Test
  void theBillOfMaterialsNamesEveryLibraryOfTheJar() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(named(jar))
          .containsAll(libraries(jar))
          .noneMatch(it -> it.startsWith("wiremock") || it.startsWith("junit"));
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
