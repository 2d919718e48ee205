package dev.otpauth.runtime;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Configures the clock and scheduling. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ClockConfiguration {

  /** Reads PostgreSQL's time before the clock is available to other beans. */
  @Bean
  DatabaseClock clock(DataSource connections) {
    return new DatabaseClock(new DatabaseTime(connections, System::nanoTime), System::nanoTime);
  }

  @Bean
  WallClock wallClock() {
    return new WallClock(InstantSource.system());
  }
}
