package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Measures, per sender, the share of this replica's recent sends that the provider throttled. A
 * high share means that the provider throttles the sender rather than single numbers.
 */
@Component
public class ThrottledShare {

  /** The period measured. */
  static final Duration WINDOW = Duration.ofSeconds(60);

  /** With fewer sends, the share is not significant. */
  static final int MIN_SENDS = 20;

  /** From this share on, the sender counts as throttled. */
  static final double HIGH_SHARE = 0.5;

  private static final Duration SLICE = Duration.ofSeconds(5);

  private final ConcurrentMap<String, Window> senders = new ConcurrentHashMap<>();

  /** Counts a send and whether the provider throttled it. */
  public void count(String sender, boolean throttled, Instant now) {
    senders.computeIfAbsent(sender, _ -> new Window()).count(throttled, now);
  }

  /** Whether the sender counts as throttled. */
  boolean isHigh(String sender, Instant now) {
    var window = senders.get(sender);
    return window != null && window.isHigh(now);
  }

  /** The recent sends of one sender, in slices of a few seconds. */
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
      return sends >= MIN_SENDS && throttled >= HIGH_SHARE * sends;
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
