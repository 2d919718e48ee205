package dev.otpauth.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** The first requests of a server, coming evenly and as many a second as on a usual day. */
final class FirstRequests {

  private static final int COUNT = 200;
  private static final Duration PAUSE = Duration.ofSeconds(1).dividedBy(UsualDay.A_SECOND);

  /** Numbers that no start before has asked about. */
  private static int nextNumber = 50_000_000;

  private FirstRequests() {}

  /** How long each took, the shortest first. */
  static List<Duration> of(Server server) throws IOException, InterruptedException {
    var took = new ArrayList<Future<Duration>>();
    try (var client = HttpClient.newHttpClient();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = System.nanoTime();
      for (var i = 0; i < COUNT; i++) {
        var number = nextNumber++;
        took.add(callers.submit(() -> took(client, server, number)));
        awaitNanos(begun + PAUSE.multipliedBy(i + 1L).toNanos());
      }
    }
    return took.stream().map(FirstRequests::result).sorted().toList();
  }

  private static void awaitNanos(long moment) {
    for (var left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static Duration took(HttpClient client, Server server, int number)
      throws IOException, InterruptedException {
    var asked = System.nanoTime();
    Training.request(client, server, number);
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  private static Duration result(Future<Duration> took) {
    if (took.state() == Future.State.FAILED) {
      throw new IllegalStateException("a first request failed", took.exceptionNow());
    }
    return took.resultNow();
  }
}
