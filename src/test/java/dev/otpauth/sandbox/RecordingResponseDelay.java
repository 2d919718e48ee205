package dev.otpauth.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the delays and does not wait. */
final class RecordingResponseDelay extends ResponseDelay {

  private final List<Duration> held = new CopyOnWriteArrayList<>();

  @Override
  void await(Duration time) {
    held.add(time);
  }

  /** Returns and clears the recorded delays. */
  List<Duration> taken() {
    var taken = List.copyOf(held);
    held.clear();
    return taken;
  }
}
