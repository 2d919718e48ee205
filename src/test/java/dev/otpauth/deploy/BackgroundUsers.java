package dev.otpauth.deploy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** People at work in the background, for as long as they are looked at. */
final class BackgroundUsers implements AutoCloseable {

  /** People take their time, and leave some to those who look at them. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final SimulatedUsers people;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CompletableFuture<Void>> all;
  private volatile boolean isHome;

  BackgroundUsers(SimulatedUsers people) {
    this.people = people;
    this.all =
        Stream.<Runnable>of(people::somebodyLogsIn, people::somebodyLogsIn, this::trouble)
            .map(it -> CompletableFuture.runAsync(() -> overAndOver(it), threads))
            .toList();
  }

  private void overAndOver(Runnable deed) {
    while (!isHome) {
      deed.run();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Below what the limits and thresholds of a healthy service take for trouble, but for the
   * strangers.
   */
  private void trouble() {
    people.somebodyIsThrottled();
    people.somebodyIsImpatient();
    people.othersHaveBadLuck();
    for (var i = 0; i < 20; i++) {
      people.aStrangerTries();
    }
    people.somebodyWaitsInVain();
    people.othersHaveBadLuck();
  }

  @Override
  public void close() {
    isHome = true;
    all.forEach(CompletableFuture::join);
    threads.close();
  }
}
