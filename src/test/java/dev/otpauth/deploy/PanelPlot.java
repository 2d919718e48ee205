package dev.otpauth.deploy;

import static java.util.Comparator.comparingDouble;

import dev.otpauth.deploy.DashboardPanel.Query;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One panel, drawn: its busiest series over time. */
record PanelPlot(String title, String unit, List<Series> series) {

  static final int WIDTH = 400;
  static final int HEIGHT = 250;

  private static final int LEFT = 48;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 86;
  private static final int MOST = 6;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#7f7f7f");

  static PanelPlot of(DashboardPanel panel, Function<Query, JsonNode> over) {
    var all =
        panel.queries().stream()
            .flatMap(query -> over.apply(query).valueStream().map(it -> Series.of(query, it)))
            .filter(it -> it.sum() > 0)
            .sorted(comparingDouble(Series::sum).reversed())
            .limit(MOST)
            .toList();
    return new PanelPlot(panel.title(), panel.unit(), all);
  }

  String svg() {
    var grid = IntStream.rangeClosed(0, 4).mapToObj(this::gridLine).collect(Collectors.joining());
    var lines =
        IntStream.range(0, series.size()).mapToObj(this::line).collect(Collectors.joining());
    return "<text x=\"%d\" y=\"20\" font-size=\"13\" font-weight=\"bold\">%s</text>%s%s"
        .formatted(LEFT, title, grid, lines);
  }

  private String gridLine(int quarter) {
    var value = most() * quarter / 4;
    var y = y(value);
    return "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>"
        .formatted(LEFT, y, WIDTH - RIGHT, LEFT - 5, y + 4, labelled(value));
  }

  private String labelled(double value) {
    return switch (unit) {
      case "s" -> value < 1 ? round(value * 1_000) + " ms" : round(value) + " s";
      case "reqps", "cps" -> round(value) + "/s";
      case "percentunit" -> round(value * 100) + " %";
      default -> round(value);
    };
  }

  private static String round(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  private String line(int index) {
    var it = series.get(index);
    var points =
        it.points().stream()
            .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(p.at()), y(p.value())))
            .collect(Collectors.joining(" "));
    var column = index % 2;
    var row = index / 2;
    return """
    <polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>
    <text x="%d" y="%d" fill="%s">%s</text>
    """
        .formatted(
            points,
            COLOURS.get(index),
            LEFT + column * (WIDTH - LEFT) / 2,
            HEIGHT - BOTTOM + 22 + row * 16,
            COLOURS.get(index),
            it.name());
  }

  private double most() {
    return series.stream().mapToDouble(Series::most).max().orElse(1);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / most();
  }

  private double x(double at) {
    var first = series.stream().mapToDouble(it -> it.points().getFirst().at()).min().orElse(0);
    var last = series.stream().mapToDouble(it -> it.points().getLast().at()).max().orElse(1);
    return LEFT + (WIDTH - LEFT - RIGHT) * (at - first) / Math.max(1, last - first);
  }

  /** What one line shows. */
  record Series(String name, List<Point> points) {

    private static Series of(Query query, JsonNode result) {
      return new Series(
          query.nameOf(result.path("metric")),
          result
              .path("values")
              .valueStream()
              .map(
                  it -> new Point(it.path(0).asDouble(), Double.parseDouble(it.path(1).asString())))
              .filter(it -> Double.isFinite(it.value()))
              .toList());
    }

    double sum() {
      return points.stream().mapToDouble(Point::value).sum();
    }

    double most() {
      return points.stream().mapToDouble(Point::value).max().orElse(0);
    }
  }

  /** A value at a time, in seconds. */
  record Point(double at, double value) {}
}
