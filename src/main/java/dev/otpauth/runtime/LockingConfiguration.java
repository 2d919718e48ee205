package dev.otpauth.runtime;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.sql.DatabaseProduct;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Configures ShedLock with locks in PostgreSQL, by the database's time. */
@Configuration(proxyBeanMethods = false)
class LockingConfiguration {

  @Bean
  LockProvider locks(JdbcTemplate database) {
    return new JdbcTemplateLockProvider(
        JdbcTemplateLockProvider.Configuration.builder()
            .withJdbcTemplate(database)
            // Set explicitly: detecting it would fail if the database does not answer at the start.
            .withDatabaseProduct(DatabaseProduct.POSTGRES_SQL)
            .usingDbTime()
            .build());
  }
}
