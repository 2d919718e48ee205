package dev.otpauth.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts the sends to one prefix and their verifications in the last hour. Sends of the last few
 * minutes are excluded, since their codes may still be typed.
 */
final class PrefixTally {

  private static final Duration SLOT = Duration.ofMinutes(5);
  private static final int SLOTS = 13;

  private final long[] slotOf = new long[SLOTS];
  private final int[] sent = new int[SLOTS];
  private final int[] verified = new int[SLOTS];
  private boolean suspicious;

  synchronized void sent(Instant at) {
    sent[slot(at)]++;
  }

  synchronized void verified(Instant at) {
    verified[slot(at)]++;
  }

  private int slot(Instant at) {
    var number = number(at);
    var index = (int) (number % SLOTS);
    if (slotOf[index] != number) {
      slotOf[index] = number;
      sent[index] = 0;
      verified[index] = 0;
    }
    return index;
  }

  /** Returns the sends in the hour before the current slot, and the verifications until now. */
  synchronized Counts counts(Instant now) {
    var current = number(now);
    var sends = 0;
    var verifications = 0;
    for (var i = 0; i < SLOTS; i++) {
      if (slotOf[i] > current - SLOTS) {
        sends += slotOf[i] == current ? 0 : sent[i];
        verifications += verified[i];
      }
    }
    return new Counts(sends, verifications);
  }

  /** Sets whether the prefix is suspicious; returns true if that has changed. */
  synchronized boolean changesTo(boolean now) {
    var changes = suspicious != now;
    suspicious = now;
    return changes;
  }

  synchronized boolean isSuspicious() {
    return suspicious;
  }

  private static long number(Instant at) {
    return at.getEpochSecond() / SLOT.toSeconds();
  }

  /** Sends and verifications. */
  record Counts(int sent, int verified) {

    /** Fewer sends say nothing. */
    private static final int MIN_SENDS = 50;

    /** Where people receive the codes, at least this share is verified. */
    private static final double MIN_VERIFIED = 0.2;

    boolean hasFewVerified() {
      return sent >= MIN_SENDS && verified < sent * MIN_VERIFIED;
    }
  }
}
