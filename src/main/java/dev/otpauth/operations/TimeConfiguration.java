package dev.otpauth.operations;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The one clock of this process, and what goes by it in the background. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

  /** Ticks in microseconds, as PostgreSQL stores them, so that an instant survives the trip. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
