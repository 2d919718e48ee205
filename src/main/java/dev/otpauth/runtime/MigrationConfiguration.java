package dev.otpauth.runtime;

import java.util.List;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Migrates the schema at the start, with what belongs to it. Not by callbacks of Flyway's, which
 * take a third connection of the pool while the migration holds two.
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
