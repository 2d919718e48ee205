package dev.otpauth.sandbox;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/**
 * The simulator on a web server, without a database and the rest of the service. Not a
 * `@Configuration`, so that the whole application never picks it up from the test classes.
 */
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      HibernateJpaAutoConfiguration.class,
      DataJpaRepositoriesAutoConfiguration.class,
      FlywayAutoConfiguration.class
    })
@ComponentScan
class SandboxOnlyApplication {

  @Bean
  static MutableClock mutableClock() {
    return new MutableClock();
  }

  @Bean
  @Primary
  static RecordingResponseDelay recordingResponseDelay() {
    return new RecordingResponseDelay();
  }
}
