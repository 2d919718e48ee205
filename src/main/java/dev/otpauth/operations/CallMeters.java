package dev.otpauth.operations;

import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.SettlementTried;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Records calls as {@code otp.request}, {@code otp.resend} and {@code otp.confirm}, and settlement
 * attempts as {@code otp.settlement}.
 */
@Component
class CallMeters {

  private final MeterRegistry meters;
  private final MeterProvider<Timer> requests;
  private final MeterProvider<Timer> resends;
  private final MeterProvider<Timer> confirms;
  private final BoundedPurposes purposes;

  CallMeters(MeterRegistry meters, BoundedPurposes purposes) {
    this.meters = meters;
    this.purposes = purposes;
    this.requests = timer("otp.request");
    this.resends = timer("otp.resend");
    this.confirms = timer("otp.confirm");
  }

  private MeterProvider<Timer> timer(String name) {
    return Timer.builder(name)
        .description("Calls of this kind that got as far as the core, by how they ended")
        .withRegistry(meters);
  }

  @EventListener
  void on(CallCompleted completed) {
    switch (completed.call()) {
      case REQUEST -> record(requests, completed);
      case RESEND -> record(resends, completed);
      case CONFIRM -> record(confirms, completed);
      case CANCEL, STATUS, HISTORY, ERASE -> {
        // Counted by http.server.requests.
      }
    }
  }

  private void record(MeterProvider<Timer> timers, CallCompleted completed) {
    timers
        .withTags("outcome", completed.outcome(), "purpose", purposes.bounded(completed.purpose()))
        .record(completed.took());
  }

  @EventListener
  void on(SettlementTried tried) {
    meters
        .counter("otp.settlement", "operation", tried.operation(), "outcome", tried.outcome())
        .increment();
  }
}
