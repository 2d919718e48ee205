package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables and plots, printed and kept: in {@code bench.md}, and in an SVG each. */
final class Report {

  private final Path folder;
  private final @Nullable Path images;

  /**
   * Begins anew.
   *
   * @param images where plots are written as well
   */
  Report(Path folder, @Nullable Path images) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.images = images == null ? null : Files.createDirectories(images);
    Files.deleteIfExists(folder.resolve("bench.md"));
  }

  void say(String text) throws IOException {
    System.out.println(text);
    Files.writeString(
        folder.resolve("bench.md"),
        text + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void title(String title) throws IOException {
    say("\n### " + title + "\n");
  }

  /** Medians, lowest and highest of what counts; what does not is said. */
  void table(Turns turns) throws IOException {
    var figures = List.copyOf(turns.taken().getFirst().getFirst().figures().sequencedKeySet());
    say("| | " + String.join(" | ", figures) + " |");
    say("|---" + String.join("", Collections.nCopies(figures.size(), "|---")) + "|");
    for (var subject : turns.subjects()) {
      say(
          figures.stream()
              .map(figure -> has(turns, subject, figure) ? cell(turns, subject, figure) : "")
              .collect(Collectors.joining(" | ", "| " + subject + " | ", " |")));
    }
    say("");
    for (var subject : turns.subjects()) {
      accounts(subject, turns.all(subject), turns.counted(subject).size());
    }
  }

  private static boolean has(Turns turns, String subject, String figure) {
    return turns.all(subject).getFirst().figures().containsKey(figure);
  }

  private static String cell(Turns turns, String subject, String figure) {
    return turns.spread(subject, figure).toString();
  }

  private void accounts(String subject, List<Run> all, int counted) throws IOException {
    var foreign = Spread.of(all.stream().mapToDouble(it -> it.foreign() * 100));
    say(
        "- %s: %d of %d runs count%s; foreign or stolen CPU %s %%"
            .formatted(
                subject,
                counted,
                all.size(),
                counted == all.size()
                    ? ""
                    : ", %d thrown away for too much of it".formatted(all.size() - counted),
                foreign));
  }

  /**
   * A result: one subject's figure over another's, and what the one does that the other does not.
   */
  void ratio(Turns turns, String subject, String other, String figure, String difference)
      throws IOException {
    say(
        "- **%s / %s, %s: %s.** %s"
            .formatted(subject, other, figure, turns.ratio(subject, other, figure), difference));
  }

  void plot(String name, Plot plot) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), plot.svg());
    if (images != null) {
      Files.writeString(images.resolve(name + ".svg"), plot.svg());
    }
  }
}
