package dev.otpauth.runtime;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done around the migration of the schema, by the role that migrates. */
public interface MigrationStep {

  /**
   * Before it; the database may be empty.
   *
   * @throws IllegalStateException in a sentence, where the schema had better not be migrated
   */
  default void before(JdbcClient owner) {}

  /** After it. */
  default void after(JdbcClient owner) {}
}
