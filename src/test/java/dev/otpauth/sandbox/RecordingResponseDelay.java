package dev.otpauth.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it was asked to wait, and does not. */
final class RecordingResponseDelay extends ResponseDelay {

  private final List<Duration> held = new CopyOnWriteArrayList<>();

  @Override
  void await(Duration time) {
    held.add(time);
  }

  /** All waits since the last call. */
  List<Duration> taken() {
    var taken = List.copyOf(held);
    held.clear();
    return taken;
  }
}
