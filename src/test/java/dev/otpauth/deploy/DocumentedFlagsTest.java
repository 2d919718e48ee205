package dev.otpauth.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.DocumentedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that JVM flags for small containers win against those of the image. */
class DocumentedFlagsTest {

  private static final Path PAGE = Path.of("src", "docs", "deploy.md");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path OF_THE_IMAGE = Path.of("deploy", "image", "java.options");
  private static final Pattern VARIABLE = Pattern.compile("(_JAVA_OPTIONS)=\"([^\"]+)\"");
  private static final Pattern FLAG = Pattern.compile("-XX:[+-]?(\\w+)");

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx71m", "-Xmx72m"})
  void flagsForASmallContainerTakeEffect(String heap) throws IOException, InterruptedException {
    var documented = VARIABLE.matcher(DocumentedCommands.block(PAGE, heap));
    assertThat(documented.find()).isTrue();
    var builder =
        new ProcessBuilder(JAVA.toString(), "@" + OF_THE_IMAGE, "-XX:+PrintFlagsFinal", "-version")
            .redirectErrorStream(true);
    builder.environment().put(documented.group(1), documented.group(2));
    var process = builder.start();
    var flags = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(flags).isZero();
    var ofTheImage = Files.readString(OF_THE_IMAGE);
    assertThat(names(documented.group(2)))
        .filteredOn(ofTheImage::contains)
        .isNotEmpty()
        .allSatisfy(flag -> assertThat(flags).containsPattern(flag + " .*\\{environment}"));
  }

  private static List<String> names(String flags) {
    return FLAG.matcher(flags).results().map(it -> it.group(1)).toList();
  }
}
