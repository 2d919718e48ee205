package dev.otpauth.phone;

import dev.otpauth.runtime.MigrationStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks the digest key before Flyway migrates, so that a replica with another key, such as a
 * sandbox, leaves the schema alone.
 */
@Component
class KeysBeforeMigration implements MigrationStep {

  private final DigestProof digestProof;

  KeysBeforeMigration(DigestProof digestProof) {
    this.digestProof = digestProof;
  }

  /**
   * Compares the digest key with the stored proof, if there is one.
   *
   * @throws IllegalStateException if they differ; the message names the setting
   */
  @Override
  public void before(JdbcClient owner) {
    var isThere = owner.sql("select to_regclass('digest_key') is not null");
    if (isThere.query(Boolean.class).single()) {
      owner
          .sql("select proof from digest_key")
          .query(byte[].class)
          .optional()
          .ifPresent(digestProof::compare);
    }
  }
}
