package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The distribution of login times: mostly once or twice a day, less at night. */
final class DailyHabits {

  /** Of a hundred people, how many log in never, once, twice… up to five times on one day. */
  private static final int[] LOGINS = {15, 45, 28, 7, 3, 2};

  /** How busy each hour is. */
  private static final int[] HOURS = {
    1, 1, 1, 1, 1, 1, 4, 4, 8, 8, 4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 4, 4, 4
  };

  private DailyHabits() {}

  /** Somebody's logins on some days. */
  static List<Instant> logins(Instant begin, int days, SplittableRandom random) {
    return IntStream.range(0, days)
        .mapToObj(day -> begin.plus(Duration.ofDays(day)))
        .flatMap(day -> onOne(day, random))
        .toList();
  }

  private static Stream<Instant> onOne(Instant day, SplittableRandom random) {
    return IntStream.range(0, drawn(LOGINS, random))
        .mapToObj(
            _ ->
                day.plus(Duration.ofHours(drawn(HOURS, random)))
                    .plusMillis(random.nextInt(3_600_000)));
  }

  /** The place of one weight, drawn as often as it says. */
  private static int drawn(int[] weights, SplittableRandom random) {
    var left = random.nextInt(IntStream.of(weights).sum());
    var place = 0;
    while (left >= weights[place]) {
      left -= weights[place++];
    }
    return place;
  }
}
