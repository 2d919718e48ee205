package dev.otpauth.operations;

import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.VerificationChanged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts verifications that were sent and verified, as {@code otp.conversion} and for the watch of
 * callers. Each counts once, after the commit; without a transaction, when the event is published.
 */
@Component
class Conversions {

  private final MeterProvider<Counter> conversions;
  private final BoundedPurposes purposes;
  private final PhoneVault vault;
  private final CallerTally callers;

  Conversions(
      MeterRegistry meters, BoundedPurposes purposes, PhoneVault vault, CallerTally callers) {
    this.conversions =
        Counter.builder("otp.conversion")
            .description("Verifications whose first code was sent, and those that became verified")
            .withRegistry(meters);
    this.purposes = purposes;
    this.vault = vault;
    this.callers = callers;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(VerificationChanged changed) {
    switch (changed.change()) {
      case SENT -> {
        if (changed.isFirstSend()) {
          count("sent", Conversion.SENT, changed);
        }
      }
      case VERIFIED -> count("verified", Conversion.VERIFIED, changed);
      case REQUESTED, FAILED -> {
        // Not counted.
      }
    }
  }

  private void count(String event, Conversion step, VerificationChanged changed) {
    callers.count(changed.callerId(), changed.requestId(), step);
    var country = vault.open(changed.phone()).region();
    var purpose = purposes.bounded(changed.purpose());
    conversions.withTags("event", event, "purpose", purpose, "country", country).increment();
  }
}
