package dev.otpauth.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** From one caller to more than can be served at a time; one run each, for the plot. */
record Connections(Stage stage) {

  private static final List<Integer> CONNECTIONS = List.of(1, 4, 16, 64, 256, 1024);

  void measure(Subject service, Subject afternoon) throws IOException, InterruptedException {
    stage.report().title("Requests a second by connections, provider instant; one run each");
    var lines = new LinkedHashMap<String, List<Plot.Point>>();
    for (var subject : List.of(service, afternoon)) {
      var points = new ArrayList<Plot.Point>();
      for (var connections : CONNECTIONS) {
        var run = subject.request(connections, stage.options().run().dividedBy(2));
        points.add(
            new Plot.Point(connections, run.figure(Run.RATE), Integer.toString(connections)));
      }
      lines.put(subject.name(), points);
      stage
          .report()
          .say(
              "- %s: %s"
                  .formatted(
                      subject.name(),
                      points.stream()
                          .map(it -> "%s: %s".formatted(it.label(), Spread.number(it.y())))
                          .toList()));
    }
    stage.report().plot("bench-connections", new Plot("Requests a second", "connections", lines));
  }
}
