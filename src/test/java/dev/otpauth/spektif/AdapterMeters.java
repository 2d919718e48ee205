package dev.otpauth.spektif;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationContext;

/** Reads the adapter's meters. */
final class AdapterMeters {

  private AdapterMeters() {}

  static long calls(ApplicationContext context, String operation, String outcome) {
    var timer =
        context
            .getBean(MeterRegistry.class)
            .find("spektif.call")
            .tags("operation", operation, "outcome", outcome)
            .timer();
    return timer == null ? 0 : timer.count();
  }
}
