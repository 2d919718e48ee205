package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.DocumentedCommands;
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
    return RequiredTools.areOnPath("Documented secrets", "bash", "openssl");
  }

  @Test
  void theKeyBlockMakesSecretsWithAPrefixAndConfiguresTheirHashes() throws Exception {
    run(DocumentedCommands.block(Path.of("src/docs/deploy.md"), "login.secret"));
    var settings = Files.readString(directory.resolve("otp-auth.env"));
    assertThat(settings)
        .contains("OTP_CLIENTS_0_SECRET_SHA256=" + hashOf("login.secret") + "\n")
        .contains("OTP_CLIENTS_1_SECRET_SHA256=" + hashOf("ops.secret") + "\n");
  }

  @Test
  void aNewSecretIsMadeInTheSameWayAndItsHashPrinted() throws Exception {
    var printed =
        run(DocumentedCommands.block(Path.of("src/docs/operations.md"), "login-new.secret"));
    assertThat(printed).isEqualTo(hashOf("login-new.secret") + "\n");
  }

  private String hashOf(String file) throws IOException {
    var secret = Files.readString(directory.resolve(file));
    assertThat(secret).matches(SECRET);
    return Secrets.sha256(secret.strip());
  }

  private String run(String script) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
