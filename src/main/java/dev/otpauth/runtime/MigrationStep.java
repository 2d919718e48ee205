package dev.otpauth.runtime;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A step before or after the migration of the schema, run by the migrating role. */
public interface MigrationStep {

  /**
   * Runs before the migration; the database may be empty.
   *
   * @throws IllegalStateException with a sentence for the operator, if the schema must not be
   *     migrated
   */
  default void before(JdbcClient owner) {}

  /** Runs after the migration. */
  default void after(JdbcClient owner) {}
}
