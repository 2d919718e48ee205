package dev.otpauth.bench;

import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Lines over a logarithmic axis, as SVG.
 *
 * @param across what x is
 * @param lines points by the line's name
 */
record Plot(String title, String across, SequencedMap<String, List<Point>> lines) {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 60;
  private static final List<String> COLOURS = List.of("#1f6feb", "#d1242f", "#1a7f37", "#8250df");

  String svg() {
    var points = lines.values().stream().flatMap(List::stream).toList();
    var maxX = points.stream().mapToDouble(Point::x).max().orElse(1);
    var maxY = points.stream().mapToDouble(Point::y).max().orElse(1) * 1.1;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%3$d" y="24" font-size="15">%4$s</text>
        <text x="%5$d" y="%6$d" text-anchor="middle">%7$s</text>
        """
            .formatted(WIDTH, HEIGHT, MARGIN, title, WIDTH / 2, HEIGHT - 16, across));
    axes(svg, points, maxX, maxY);
    var number = 0;
    for (var line : lines.entrySet()) {
      line(svg, line.getKey(), line.getValue(), number++, maxX, maxY);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void axes(StringBuilder svg, List<Point> points, double maxX, double maxY) {
    points.stream()
        .map(it -> new Point(it.x(), 0, it.label()))
        .distinct()
        .forEach(
            it ->
                svg.append(
                    "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
                        .formatted(x(it.x(), maxX), HEIGHT - MARGIN + 18, it.label())));
    for (var part = 0; part <= 4; part++) {
      var value = maxY * part / 4;
      svg.append(
          """
          <line x1="%1$d" x2="%2$d" y1="%3$.0f" y2="%3$.0f" stroke="#ddd"/>
          <text x="%4$d" y="%3$.0f" text-anchor="end">%5$s</text>
          """
              .formatted(MARGIN, WIDTH - MARGIN, y(value, maxY), MARGIN - 6, number(value)));
    }
  }

  private static void line(
      StringBuilder svg, String name, List<Point> points, int number, double maxX, double maxY) {
    var colour = COLOURS.get(number % COLOURS.size());
    svg.append(
        "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"".formatted(colour));
    points.forEach(it -> svg.append("%.1f,%.1f ".formatted(x(it.x(), maxX), y(it.y(), maxY))));
    svg.append("\"/>\n");
    points.forEach(
        it ->
            svg.append(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n"
                    .formatted(x(it.x(), maxX), y(it.y(), maxY), colour)));
    svg.append(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
            .formatted(MARGIN + 10, MARGIN - 10 + 16 * number, colour, name));
  }

  private static double x(double value, double max) {
    return MARGIN + (WIDTH - 2 * MARGIN) * Math.log1p(value) / Math.log1p(max);
  }

  private static double y(double value, double max) {
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / max;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /**
   * One of a line.
   *
   * @param label of x
   */
  record Point(double x, double y, String label) {}
}
