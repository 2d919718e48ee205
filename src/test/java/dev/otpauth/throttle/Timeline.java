package dev.otpauth.throttle;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Event queue of the simulation, ordered by time and then by insertion. */
final class Timeline {

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::place));

  private long planned;

  /** Plans something, which is told the moment. */
  void at(Instant moment, Consumer<Instant> what) {
    events.add(new Event(moment, planned++, what));
  }

  /** Lets all of it happen, with what it plans in turn. */
  void run() {
    for (var next = events.poll(); next != null; next = events.poll()) {
      next.what().accept(next.at());
    }
  }

  private record Event(Instant at, long place, Consumer<Instant> what) {}
}
