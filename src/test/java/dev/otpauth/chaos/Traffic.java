package dev.otpauth.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Subscribers without end, a few at a time, whatever happens to the replicas meanwhile. */
final class Traffic implements AutoCloseable {

  static final int CLIENTS = 4;

  private static final int ENOUGH_FAILURES = 20;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  final Rotation rotation;
  private final Books books;
  private final Collection<Journey> finished = new ConcurrentLinkedQueue<>();
  private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Future<Void>> clients = new ArrayList<>();
  private volatile Crossings crossings = new Crossings();
  private volatile boolean isOver;

  Traffic(Rotation rotation, Books books) {
    this.rotation = rotation;
    this.books = books;
  }

  void begin() {
    Stream.generate(() -> Patience.<Void>meanwhile(this::goOn))
        .limit(CLIENTS)
        .forEach(clients::add);
  }

  private Void goOn() {
    while (!isOver && failures.size() < ENOUGH_FAILURES) {
      var journey = new Journey(rotation, books, crossings);
      try {
        journey.walk();
        finished.add(journey);
      } catch (AssertionError | RuntimeException e) {
        // Whatever it is that ended it, it is one that failed, and the test says so in the end.
        failures.add(e);
      }
    }
    return null;
  }

  /** From now on crossings are counted anew. */
  Crossings counted() {
    crossings = new Crossings();
    return crossings;
  }

  /** Waits until so many more have come to their end. */
  void awaitMore(int journeys) {
    var before = finished.size() + failures.size();
    Await.until(
        "flows go on",
        LIMIT,
        () -> finished.size() + failures.size() - before,
        it -> it >= journeys || failures.size() >= ENOUGH_FAILURES);
  }

  List<Journey> finished() {
    return List.copyOf(finished);
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Nobody begins any more, and all have come to their end. */
  void end() {
    isOver = true;
    clients.forEach(Patience::result);
  }

  @Override
  public void close() {
    end();
  }
}
