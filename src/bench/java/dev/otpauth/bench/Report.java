package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Tables and plots, printed and kept. */
final class Report {

  private final Path folder;

  Report(Path folder) {
    this.folder = folder;
  }

  void say(String text) throws IOException {
    System.out.println(text);
    Files.writeString(
        folder.resolve("bench.md"),
        text + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Medians, lowest and highest of what counts; what does not is said. */
  void table(String title, List<Run> runs) throws IOException {
    SequencedMap<String, List<Run>> bySubject = new LinkedHashMap<>();
    runs.forEach(it -> bySubject.computeIfAbsent(it.subject(), _ -> new ArrayList<>()).add(it));
    say("\n### " + title + "\n");
    for (var entry : bySubject.entrySet()) {
      var counted = entry.getValue().stream().filter(Run::counts).toList();
      say(
          "**%s**: %d of %d runs count, foreign CPU %s"
              .formatted(
                  entry.getKey(),
                  counted.size(),
                  entry.getValue().size(),
                  entry.getValue().stream()
                      .map(it -> "%.1f %%".formatted(it.foreign() * 100))
                      .toList()));
      if (counted.isEmpty()) {
        continue;
      }
      say("\n| | median | from | to |\n|---|---|---|---|");
      for (var figure : counted.getFirst().figures().keySet()) {
        var sorted =
            counted.stream().mapToDouble(it -> it.figures().get(figure)).sorted().toArray();
        say(
            "| %s | %.2f | %.2f | %.2f |"
                .formatted(figure, median(sorted), sorted[0], sorted[sorted.length - 1]));
      }
      say("");
    }
  }

  static double median(double[] sorted) {
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  void plot(String name, String title, SequencedMap<String, List<double[]>> lines)
      throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), new Plot(title, lines).svg());
  }
}
