package dev.otpauth.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A panel of the dashboard.
 *
 * @param runBook where its links lead
 */
record DashboardPanel(
    String title, String unit, String description, List<String> runBook, List<Query> queries) {

  static final Path DASHBOARD = Path.of("deploy", "grafana", "otp-auth.json");

  /** All of them, in order. */
  static List<DashboardPanel> all() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(DASHBOARD))
        .path("panels")
        .valueStream()
        .filter(it -> !it.path("type").asString().equals("row"))
        .map(DashboardPanel::of)
        .toList();
  }

  private static DashboardPanel of(JsonNode panel) {
    return new DashboardPanel(
        panel.path("title").asString(),
        panel.path("fieldConfig").path("defaults").path("unit").asString(""),
        panel.path("description").asString(""),
        panel.path("links").valueStream().map(it -> it.path("url").asString()).toList(),
        panel.path("targets").valueStream().map(Query::of).toList());
  }

  /**
   * One of its expressions.
   *
   * @param legend what a series is called, with {@code {{label}}} for its labels
   */
  record Query(String expression, String legend) {

    private static Query of(JsonNode target) {
      return new Query(target.path("expr").asString(), target.path("legendFormat").asString(""));
    }

    /** As Grafana would put it, for every replica and for rates over so long. */
    String over(String interval) {
      return expression.replace("$instance", ".*").replace("$__rate_interval", interval);
    }

    String nameOf(JsonNode labels) {
      var name = legend;
      for (var label : labels.properties()) {
        name = name.replace("{{" + label.getKey() + "}}", label.getValue().asString());
      }
      return name;
    }
  }
}
