package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.RequiredTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands by which the documents make callers' secrets. */
@EnabledIf("toolsAreInstalled")
class DocumentedSecretsTest {

  private static final Pattern SECRET = Pattern.compile("otp_[0-9a-f]{64}\n");

  @TempDir Path directory;

  static boolean toolsAreInstalled() {
    return RequiredTools.isPresent(
        exists("/bin/bash") && exists("/usr/bin/openssl"),
        "Documented secrets: not tested, bash or openssl is missing");
  }

  @Test
  void theKeyBlockMakesSecretsWithAPrefixAndConfiguresTheirHashes() throws Exception {
    run(block("src/docs/deploy.md", "login.secret"));
    var settings = Files.readString(directory.resolve("otp-auth.env"));
    assertThat(settings)
        .contains("OTP_CLIENTS_0_SECRET_SHA256=" + hashOf("login.secret") + "\n")
        .contains("OTP_CLIENTS_1_SECRET_SHA256=" + hashOf("ops.secret") + "\n");
  }

  @Test
  void aNewSecretIsMadeInTheSameWayAndItsHashPrinted() throws Exception {
    var printed = run(block("src/docs/operations.md", "login-new.secret"));
    assertThat(printed).isEqualTo(hashOf("login-new.secret") + "\n");
  }

  private String hashOf(String file) throws IOException {
    var secret = Files.readString(directory.resolve(file));
    assertThat(secret).matches(SECRET);
    return Secrets.sha256(secret.strip());
  }

  private String run(String script) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("/bin/bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The first block of shell commands in that page which has the word in it. */
  private static String block(String page, String word) throws IOException {
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(page)))
        .results()
        .map(it -> it.group(1))
        .filter(it -> it.contains(word))
        .findFirst()
        .orElseThrow();
  }

  private static boolean exists(String path) {
    return Files.isExecutable(Path.of(path));
  }
}
