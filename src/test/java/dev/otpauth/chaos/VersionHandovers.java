package dev.otpauth.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often one version went on with what the other one had begun. */
final class VersionHandovers {

  private final Map<Crossing, Integer> counts = new ConcurrentHashMap<>();

  void count(Kind kind, JarVersion from, JarVersion to) {
    counts.merge(new Crossing(kind, from, to), 1, Integer::sum);
  }

  int of(Kind kind, JarVersion from, JarVersion to) {
    return counts.getOrDefault(new Crossing(kind, from, to), 0);
  }

  /** From old to new, and from new to old. */
  String bothWays(Kind kind) {
    return of(kind, JarVersion.OLD, JarVersion.NEW)
        + " / "
        + of(kind, JarVersion.NEW, JarVersion.OLD);
  }

  enum Kind {
    /** The next call of a verification. */
    NEXT_CALL,
    /** The same call again, with its key. */
    REPEAT,
    /** A token of one, told of by the other. */
    TOKEN
  }

  private record Crossing(Kind kind, JarVersion from, JarVersion to) {}
}
