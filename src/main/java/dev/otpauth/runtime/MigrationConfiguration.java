package dev.otpauth.runtime;

import java.util.List;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Migrates the schema at the start and runs the {@link MigrationStep}s around it. Flyway's
 * callbacks are not used: they take a third connection while the migration holds two.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  @Bean
  FlywayMigrationStrategy migration(List<MigrationStep> steps) {
    return flyway -> {
      var owner = JdbcClient.create(flyway.getConfiguration().getDataSource());
      steps.forEach(step -> step.before(owner));
      flyway.migrate();
      steps.forEach(step -> step.after(owner));
    };
  }
}
