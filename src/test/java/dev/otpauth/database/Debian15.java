package dev.otpauth.database;

import dev.otpauth.DebianPostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A fresh database on PostgreSQL 15 as Debian has it. */
@TestConfiguration(proxyBeanMethods = false)
class Debian15 {

  @Bean
  JdbcConnectionDetails database() {
    return DebianPostgres.shared().fresh();
  }
}
