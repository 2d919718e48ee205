package dev.otpauth.deploy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;

/**
 * What the manifests have to go along with.
 *
 * @param probes the paths that anyone may ask for
 * @param heapShare the part of the memory that the heap may have
 * @param shutdown how long calls in flight are given
 */
record ServiceFacts(int port, Set<String> probes, BigDecimal heapShare, Duration shutdown) {

  static final Set<String> PROBES =
      Set.of("/actuator/health/liveness", "/actuator/health/readiness");

  private static final Path JVM = Path.of("deploy", "image", "java.options");
  private static final String SHARE = "-XX:MaxRAMPercentage=";

  static ServiceFacts read() throws IOException {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yml"));
    var settings = Objects.requireNonNull(yaml.getObject());
    return new ServiceFacts(
        Integer.parseInt(text(settings, "server.port")),
        PROBES,
        heap(),
        DurationStyle.detectAndParse(
            text(settings, "spring.lifecycle.timeout-per-shutdown-phase")));
  }

  private static String text(Properties settings, String name) {
    return Objects.requireNonNull(settings.get(name), name).toString();
  }

  private static BigDecimal heap() throws IOException {
    try (var options = Files.lines(JVM)) {
      return options
          .filter(it -> it.startsWith(SHARE))
          .map(it -> new BigDecimal(it.substring(SHARE.length())).movePointLeft(2))
          .findFirst()
          .orElseThrow();
    }
  }
}
