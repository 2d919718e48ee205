package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * How much of what this replica sent lately the provider has throttled, by sender. A few throttled
 * numbers among many others are theirs alone; where they are every second one, it is the sender
 * that is throttled.
 */
@Component
public class ThrottledShare {

  /** How far back it looks. */
  static final Duration WINDOW = Duration.ofSeconds(60);

  /** Fewer sends say nothing. */
  static final int LEAST_SENDS = 20;

  /** A share from which on the sender as a whole counts as throttled. */
  static final double HIGH = 0.5;

  private static final Duration SLICE = Duration.ofSeconds(5);

  private final ConcurrentMap<String, Window> senders = new ConcurrentHashMap<>();

  /** The provider has answered a send. */
  public void count(String sender, boolean throttled, Instant now) {
    senders.computeIfAbsent(sender, _ -> new Window()).count(throttled, now);
  }

  /** Whether so much is throttled that the sender had better pause. */
  boolean isHigh(String sender, Instant now) {
    var window = senders.get(sender);
    return window != null && window.isHigh(now);
  }

  /** What was sent lately, a few seconds together. */
  private static final class Window {

    private final Deque<Slice> slices = new ArrayDeque<>();

    synchronized void count(boolean throttled, Instant now) {
      forgetOld(now);
      var last = slices.peekLast();
      if (last != null && last.begin().plus(SLICE).isAfter(now)) {
        slices.removeLast();
        slices.add(last.with(throttled));
      } else {
        slices.add(new Slice(now, 0, 0).with(throttled));
      }
    }

    synchronized boolean isHigh(Instant now) {
      forgetOld(now);
      var sends = slices.stream().mapToInt(Slice::sends).sum();
      var throttled = slices.stream().mapToInt(Slice::throttled).sum();
      return sends >= LEAST_SENDS && throttled >= HIGH * sends;
    }

    private void forgetOld(Instant now) {
      var oldest = now.minus(WINDOW);
      slices.removeIf(it -> it.begin().isBefore(oldest));
    }
  }

  private record Slice(Instant begin, int sends, int throttled) {

    Slice with(boolean isThrottled) {
      return new Slice(begin, sends + 1, throttled + (isThrottled ? 1 : 0));
    }
  }
}
