package dev.otpauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests which JDK {@code mvnw} selects, with a fake Maven that prints its environment. */
@DisabledOnOs(OS.WINDOWS)
class WrapperTest {

  private static final String TOOLS = ":/usr/bin:/bin";

  @TempDir Path folder;

  @Test
  void theJdkOfThePathIsOneToBuildWithWhereverItIs() throws Exception {
    var jdk = jdk("elsewhere");
    assertThat(maven(Map.of("JAVA_HOME", jdk("old").toString(), "PATH", jdk + "/bin" + TOOLS)))
        .isEqualTo("builds with " + jdk);
  }

  @Test
  void theOneThatIsNamedStays() throws Exception {
    var jdk = jdk("elsewhere");
    assertThat(maven(Map.of("JAVA25_HOME", "/named", "PATH", jdk + "/bin" + TOOLS)))
        .isEqualTo("builds with /named");
  }

  @Test
  void aJavaHomeWithoutAJavaIsToldInOneSentence() throws Exception {
    assertThat(maven(Map.of("JAVA_HOME", "/nowhere", "PATH", jdk("here") + "/bin" + TOOLS)))
        .isEqualTo("mvnw: JAVA_HOME is /nowhere, and there is no bin/java in it.");
  }

  @Test
  void noJavaAtAllIsToldInOneSentence() throws Exception {
    var tools = Files.createDirectory(folder.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("dirname"), Path.of("/usr/bin/dirname"));
    assertThat(maven(Map.of("PATH", tools.toString())))
        .isEqualTo("mvnw: no java found; install a JDK and set JAVA_HOME or put it on the PATH.");
  }

  private Path jdk(String name) throws IOException {
    var home = folder.toRealPath().resolve(name);
    script(home.resolve("bin/java"), "");
    script(home.resolve("bin/javac"), "");
    return home;
  }

  private static void script(Path file, String lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + lines);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Returns the output with only this environment. */
  private String maven(Map<String, String> environment) throws Exception {
    var home = folder.resolve("maven");
    script(
        home.resolve("bin/mvn"),
        "[ \"$1\" = --version ] && echo 'Apache Maven 3.9.16' || echo \"builds with"
            + " $JAVA25_HOME\"");
    var builder = new ProcessBuilder("/bin/sh", "mvnw", "verify").redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("MAVEN_HOME", home.toString());
    builder.environment().putAll(environment);
    return new String(builder.start().getInputStream().readAllBytes(), UTF_8).strip();
  }
}
