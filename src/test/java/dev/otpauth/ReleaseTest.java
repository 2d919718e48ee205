package dev.otpauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code .ci/release} in a small project: the files that it makes, and what it refuses. */
@EnabledIf("toolsAreInstalled")
class ReleaseTest {

  private static final String OVERLAY = "deploy/kubernetes/example/kustomization.yaml";

  @TempDir Path project;

  static boolean toolsAreInstalled() {
    return RequiredTools.areOnPath("Release", "bash", "sha256sum");
  }

  @BeforeEach
  void aProjectThatWasBuilt() throws IOException {
    write(".ci/release", Files.readString(Path.of(".ci", "release")));
    write("target/otp-auth.jar", "the jar");
    write("target/classes/META-INF/sbom/application.cdx.json", "the bill of materials");
    version("1.2.3");
    write("CHANGELOG.md", "# Changelog\n\n## 1.2.3 - 2026-11-30\n\nNew.\n\n## 1.2.2\n\nOld.\n");
  }

  @Test
  void aDryRunMakesTheFilesOfTheReleaseAndPublishesNothing() throws Exception {
    assertThat(release("--dry-run"))
        .contains("would run: gh release create v1.2.3 ")
        .doesNotContain("FAILED");
    assertThat(read("dist/otp-auth-1.2.3.jar")).isEqualTo("the jar");
    assertThat(read("dist/otp-auth-1.2.3.cdx.json")).isEqualTo("the bill of materials");
    assertThat(read("dist/SHA256SUMS"))
        .isEqualTo(
            "%s  otp-auth-1.2.3.cdx.json\n%s  otp-auth-1.2.3.jar\n"
                .formatted(sha256("the bill of materials"), sha256("the jar")));
    assertThat(read("dist/notes.md").strip()).isEqualTo("New.");
  }

  @Test
  void aTagOfAnotherVersionIsRefused() throws Exception {
    assertThat(release("build v1.2.4"))
        .isEqualTo("release: FAILED: the tag is v1.2.4, but pom.xml says 1.2.3\n");
  }

  @Test
  void aVersionThatTheChangelogDoesNotBeginWithIsRefused() throws Exception {
    version("1.3.0");
    assertThat(release("--dry-run"))
        .isEqualTo(
            "release: FAILED: the newest section of CHANGELOG.md is '1.2.3', but pom.xml says"
                + " 1.3.0\n");
  }

  @Test
  void aSnapshotIsTriedWithWhatIsUnreleasedAndNotReleased() throws Exception {
    version("1.3.0-SNAPSHOT");
    write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\nNewer.\n");
    assertThat(release("--dry-run")).doesNotContain("FAILED");
    assertThat(release("build v1.3.0-SNAPSHOT"))
        .isEqualTo("release: FAILED: 1.3.0-SNAPSHOT is no version to release\n");
  }

  @Test
  void anExampleOfAnotherVersionIsRefused() throws Exception {
    write(OVERLAY, "    newTag: 1.2.2\n");
    assertThat(release("--dry-run"))
        .isEqualTo("release: FAILED: newTag in %s is not 1.2.3\n".formatted(OVERLAY));
  }

  @Test
  void aJarOfAnotherVersionIsRefused() throws Exception {
    write("target/classes/META-INF/build-info.properties", "build.version=1.2.2\n");
    assertThat(release("--dry-run"))
        .isEqualTo("release: FAILED: no jar of 1.2.3 in target: run ./mvnw verify\n");
  }

  @Test
  void filesThatHaveChangedSinceAreNotPublished() throws Exception {
    release("--dry-run");
    write("dist/otp-auth-1.2.3.jar", "another jar");
    assertThat(release("publish v1.2.3"))
        .contains("release: FAILED: the files in dist are not those that were built");
  }

  private void version(String version) throws IOException {
    write(
        "pom.xml",
        "<project>\n<artifactId>otp-auth</artifactId>\n<version>%s</version>\n".formatted(version));
    write("target/classes/META-INF/build-info.properties", "build.version=" + version + "\n");
    write(OVERLAY, "images:\n  - name: otp-auth\n    newTag: " + version + "\n");
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.writeString(project.resolve(file), content);
  }

  private String read(String file) throws IOException {
    return Files.readString(project.resolve(file));
  }

  private static String sha256(String content) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  /** Runs the script without the variables of CI and returns its output. */
  private String release(String arguments) throws Exception {
    var builder =
        new ProcessBuilder("bash", "-c", "bash .ci/release " + arguments).redirectErrorStream(true);
    builder.directory(project.toFile()).environment().keySet().retainAll(Set.of("PATH"));
    return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
  }
}
