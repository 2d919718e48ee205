package dev.otpauth.runtime;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The one clock of this process, and what runs by it. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ClockConfiguration {

  /** Has PostgreSQL's time before anybody can ask for it. */
  @Bean
  DatabaseClock clock(DataSource connections) {
    return new DatabaseClock(new DatabaseTime(connections, System::nanoTime), System::nanoTime);
  }

  @Bean
  WallClock wallClock() {
    return new WallClock(InstantSource.system());
  }
}
