package dev.otpauth.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Subscribers without end, a few at a time, whatever happens to the replicas meanwhile. */
final class BackgroundTraffic implements AutoCloseable {

  static final int CLIENTS = 4;

  private static final int ENOUGH_FAILURES = 20;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  final LoadBalancer rotation;
  private final ProviderRecords books;
  private final Collection<SubscriberJourney> finished = new ConcurrentLinkedQueue<>();
  private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Future<Void>> clients = new ArrayList<>();
  private volatile VersionHandovers crossings = new VersionHandovers();
  private volatile boolean isOver;

  BackgroundTraffic(LoadBalancer rotation, ProviderRecords books) {
    this.rotation = rotation;
    this.books = books;
  }

  void begin() {
    Stream.generate(() -> RetryPolicy.<Void>meanwhile(this::goOn))
        .limit(CLIENTS)
        .forEach(clients::add);
  }

  private Void goOn() {
    while (!isOver && failures.size() < ENOUGH_FAILURES) {
      var journey = new SubscriberJourney(rotation, books, crossings);
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
  VersionHandovers counted() {
    crossings = new VersionHandovers();
    return crossings;
  }

  /** Waits until so many more have come to their end. */
  void awaitMore(int journeys) {
    var before = finished.size() + failures.size();
    Eventually.until(
        "flows go on",
        LIMIT,
        () -> finished.size() + failures.size() - before,
        it -> it >= journeys || failures.size() >= ENOUGH_FAILURES);
  }

  List<SubscriberJourney> finished() {
    return List.copyOf(finished);
  }

  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Nobody begins any more, and all have come to their end. */
  void end() {
    isOver = true;
    clients.forEach(RetryPolicy::result);
  }

  @Override
  public void close() {
    end();
  }
}
