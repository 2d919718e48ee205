package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Subjects measured in turns, so that what the machine does meets all of them alike.
 *
 * @param taken the runs of each turn
 * @param mostForeign the share of foreign CPU up to which a run counts
 */
record Turns(List<List<Run>> taken, double mostForeign) {

  /** Takes turns until so many runs of each subject count, but at most twice as many. */
  static Turns take(Options options, Turn turn)
      throws IOException, InterruptedException, SQLException {
    var turns = new Turns(new ArrayList<>(), options.foreign());
    while (turns.fewest() < options.runs() && turns.taken.size() < 2 * options.runs()) {
      turns.taken.add(turn.take());
    }
    return turns;
  }

  /** One turn, which counts whatever the machine did. */
  static Turns once(Turn turn) throws IOException, InterruptedException, SQLException {
    return new Turns(List.of(turn.take()), 1);
  }

  private long fewest() {
    return subjects().stream().mapToLong(it -> counted(it).size()).min().orElse(0);
  }

  List<String> subjects() {
    return taken.stream().flatMap(List::stream).map(Run::subject).distinct().toList();
  }

  List<Run> all(String subject) {
    return taken.stream().flatMap(List::stream).filter(it -> it.subject().equals(subject)).toList();
  }

  List<Run> counted(String subject) {
    return all(subject).stream().filter(this::counts).toList();
  }

  Spread spread(String subject, String figure) {
    return Spread.of(counted(subject).stream().mapToDouble(it -> it.figure(figure)));
  }

  /** One subject's figure over another's, within each turn in which both count. */
  Spread ratio(String subject, String other, String figure) {
    return Spread.of(
        taken.stream()
            .filter(turn -> turn.stream().filter(it -> isOf(it, subject, other)).count() == 2)
            .mapToDouble(turn -> find(turn, subject, figure) / find(turn, other, figure)));
  }

  private boolean counts(Run run) {
    return run.foreign() <= mostForeign;
  }

  private boolean isOf(Run run, String subject, String other) {
    return counts(run) && (run.subject().equals(subject) || run.subject().equals(other));
  }

  private static double find(List<Run> turn, String subject, String figure) {
    return turn.stream()
        .filter(it -> it.subject().equals(subject))
        .mapToDouble(it -> it.figure(figure))
        .findFirst()
        .orElseThrow();
  }

  /** One run of each subject. */
  interface Turn {
    List<Run> take() throws IOException, InterruptedException, SQLException;
  }
}
