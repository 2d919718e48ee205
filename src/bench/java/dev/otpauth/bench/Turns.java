package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Subjects measured in turns, so that what the machine does meets all of them alike.
 *
 * @param taken the runs of each turn
 */
record Turns(List<List<Run>> taken) {

  /** Takes turns until so many runs of each subject count, but at most twice as many. */
  static Turns take(int wanted, Turn turn) throws IOException, InterruptedException, SQLException {
    var turns = new Turns(new ArrayList<>());
    while (turns.fewest() < wanted && turns.taken.size() < 2 * wanted) {
      turns.taken.add(turn.take());
    }
    return turns;
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
    return all(subject).stream().filter(Run::counts).toList();
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

  private static boolean isOf(Run run, String subject, String other) {
    return run.counts() && (run.subject().equals(subject) || run.subject().equals(other));
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
