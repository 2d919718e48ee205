package dev.otpauth.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * The sends to one prefix within the last hour, and their verifications. The last few minutes'
 * sends are left out: their codes may still be being typed.
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

  /** What was sent in the hour before the running slot, and verified since its begin. */
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

  /** Notes what the prefix is now; true where that is new. */
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
