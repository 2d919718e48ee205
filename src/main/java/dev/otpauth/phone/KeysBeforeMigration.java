package dev.otpauth.phone;

import dev.otpauth.runtime.MigrationStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Nothing is migrated where others' keys were at work, least of all by a sandbox. */
@Component
class KeysBeforeMigration implements MigrationStep {

  private final DigestProof ours;

  KeysBeforeMigration(DigestProof ours) {
    this.ours = ours;
  }

  /**
   * Compares the digest key with the database's.
   *
   * @throws IllegalStateException naming the setting, where they differ
   */
  @Override
  public void before(JdbcClient owner) {
    var isThere = owner.sql("select to_regclass('digest_key') is not null");
    if (isThere.query(Boolean.class).single()) {
      owner
          .sql("select proof from digest_key")
          .query(byte[].class)
          .optional()
          .ifPresent(ours::compare);
    }
  }
}
