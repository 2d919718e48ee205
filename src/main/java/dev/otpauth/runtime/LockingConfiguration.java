package dev.otpauth.runtime;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.sql.DatabaseProduct;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locks among replicas, by the database's clock. */
@Configuration(proxyBeanMethods = false)
class LockingConfiguration {

  @Bean
  LockProvider locks(JdbcTemplate database) {
    return new JdbcTemplateLockProvider(
        JdbcTemplateLockProvider.Configuration.builder()
            .withJdbcTemplate(database)
            // Not to be found out by asking: a database that does not answer would be an unknown
            // one.
            .withDatabaseProduct(DatabaseProduct.POSTGRES_SQL)
            .usingDbTime()
            .build());
  }
}
