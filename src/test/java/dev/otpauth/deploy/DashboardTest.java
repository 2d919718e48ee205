package dev.otpauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.deploy.DashboardPanel.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/**
 * A real Prometheus looks at the service while people use it; dashboard and rules are asked of it.
 */
@ObservedSandbox
@EnabledIf("dev.otpauth.deploy.PrometheusTools#areInstalled")
class DashboardTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Path HOME = Path.of("target", "prometheus");

  /** The one thing that people do here which a healthy service is not used to. */
  private static final String PROVOKED = "OtpAuthenticationRefused";

  @Test
  void everyPanelShowsSomethingAndNoAlertIsRaisedButTheProvokedOne(
      @Value("${local.server.port}") int port) throws IOException {
    var panels = DashboardPanel.all();
    try (var prometheus = new Prometheus(HOME, port);
        var _ = new BackgroundUsers(new SimulatedUsers(port))) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(prometheus.trouble()).isEmpty());
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(empty(panels, prometheus)).isEmpty());
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(raised(prometheus)).containsExactly(PROVOKED));

      assertThat(rules(prometheus))
          .isNotEmpty()
          .allSatisfy(
              it -> assertThat(it.path("health").asString()).as(it.toString()).isEqualTo("ok"));
      assertThat(recorded(prometheus)).isNotEmpty().allSatisfy(it -> hasData(prometheus, it));
      PanelPlots.draw(prometheus, panels);
    }
  }

  private static List<String> empty(List<DashboardPanel> panels, Prometheus prometheus) {
    return panels.stream()
        .flatMap(
            panel ->
                panel.queries().stream()
                    .filter(query -> !hasValue(prometheus.query(query.over("1m"))))
                    .map(query -> panel.title() + ": " + query.expression()))
        .toList();
  }

  private static boolean hasValue(JsonNode series) {
    return series.valueStream().anyMatch(it -> !it.path("value").path(1).asString().equals("NaN"));
  }

  private static void hasData(Prometheus prometheus, String expression) {
    assertThat(hasValue(prometheus.query(expression))).as(expression).isTrue();
  }

  private static List<JsonNode> rules(Prometheus prometheus) {
    return prometheus
        .rules()
        .path("groups")
        .valueStream()
        .flatMap(it -> it.path("rules").valueStream())
        .toList();
  }

  /** Whose condition is met, whether for long enough or not. */
  private static Set<String> raised(Prometheus prometheus) {
    return rules(prometheus).stream()
        .filter(it -> Set.of("pending", "firing").contains(it.path("state").asString("")))
        .map(it -> it.path("name").asString())
        .collect(Collectors.toSet());
  }

  private static List<String> recorded(Prometheus prometheus) {
    return rules(prometheus).stream()
        .filter(it -> it.path("type").asString().equals("recording"))
        .map(it -> it.path("name").asString())
        .toList();
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhatUnit() throws IOException {
    assertThat(DashboardPanel.all())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.description()).as(panel.title()).isNotBlank();
              assertThat(panel.unit()).as(panel.title()).isNotBlank();
              assertThat(panel.queries()).extracting(Query::expression).doesNotContain("");
            });
  }
}
