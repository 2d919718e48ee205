package dev.otpauth.chaos;

import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of each scenario, and of each attack, one line each. */
final class ResultTable {

  private static final String LINE = "| %s | %s | %s | %s | %s |";
  private static final String HEAD =
      LINE.formatted(
              "scenario",
              "messages sent",
              "references known",
              "attempts, provider's / ours",
              "what the caller saw")
          + "\n|---|---|---|---|---|";

  private static final String ATTACK = "| %s | %s |";
  private static final String ATTACKS = ATTACK.formatted("attack", "result") + "\n|---|---|";

  private final Collection<String> lines = new ConcurrentSkipListSet<>();
  private final Collection<String> attacks = new ConcurrentLinkedQueue<>();

  void add(String scenario, Object messages, Object references, String attempts, Object callerSaw) {
    var line = LINE.formatted(scenario, messages, references, attempts, callerSaw);
    System.out.println(line);
    lines.add(line);
  }

  void addAttack(String tried, String cameBack) {
    var line = ATTACK.formatted(tried, cameBack);
    System.out.println(line);
    attacks.add(line);
  }

  /** How many of which: {@code 49 × 409 in_progress, 200 verified}. */
  static String tally(Stream<CallerResponse> answers) {
    return answers
        .collect(
            Collectors.groupingBy(
                CallerResponse::words, TreeMap::new, Collectors.reducing(0, _ -> 1, Integer::sum)))
        .entrySet()
        .stream()
        .map(it -> it.getValue() == 1 ? it.getKey() : it.getValue() + " × " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return Stream.of(of(HEAD, lines), of(ATTACKS, attacks))
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private static String of(String head, Collection<String> lines) {
    return lines.isEmpty() ? "" : head + "\n" + String.join("\n", lines);
  }
}
