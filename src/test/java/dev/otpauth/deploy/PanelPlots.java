package dev.otpauth.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Some of the dashboard's panels as a picture, where {@code -Dplots=directory} says where to. */
final class PanelPlots {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofSeconds(3);
  private static final int COLUMNS = 3;
  private static final List<String> SHOWN =
      List.of(
          "Requests by outcome",
          "Confirms by outcome",
          "How long calls take",
          "Calls by outcome",
          "How long the provider takes",
          "What became of them");

  private PanelPlots() {}

  /** Goes on looking until there is something to see, and draws it. */
  static void draw(Prometheus prometheus, List<DashboardPanel> panels) throws IOException {
    var directory = System.getProperty("plots");
    if (directory == null) {
      return;
    }
    var from = Instant.now();
    var to = from.plus(LONG_ENOUGH);
    while (Instant.now().isBefore(to)) {
      LockSupport.parkUntil(to.toEpochMilli());
    }
    var plots =
        panels.stream()
            .filter(it -> SHOWN.contains(it.title()))
            .map(
                it ->
                    PanelPlot.of(it, query -> prometheus.query(query.over("15s"), from, to, STEP)))
            .toList();
    Files.writeString(Path.of(directory, "dashboard.svg"), sheet(plots));
  }

  private static String sheet(List<PanelPlot> plots) {
    var rows = (plots.size() + COLUMNS - 1) / COLUMNS;
    var cells = new StringBuilder();
    for (var i = 0; i < plots.size(); i++) {
      cells.append(
          "<g transform=\"translate(%d %d)\">%s</g>\n"
              .formatted(
                  i % COLUMNS * PanelPlot.WIDTH,
                  i / COLUMNS * PanelPlot.HEIGHT,
                  plots.get(i).svg()));
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
    <rect width="100%%" height="100%%" fill="#fff"/>
    %s</svg>
    """
        .formatted(COLUMNS * PanelPlot.WIDTH, rows * PanelPlot.HEIGHT, cells);
  }
}
