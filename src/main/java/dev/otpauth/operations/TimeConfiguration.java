package dev.otpauth.operations;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of this process. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

  /** Ticks in microseconds, as PostgreSQL stores them, so that an instant survives the trip. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
