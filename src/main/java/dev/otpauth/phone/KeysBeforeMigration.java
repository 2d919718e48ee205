package dev.otpauth.phone;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Nothing is migrated where others' keys were at work, least of all by a sandbox. */
@Component
class KeysBeforeMigration implements Callback {

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
  public void handle(Event event, Context context) {
    var database = JdbcClient.create(new SingleConnectionDataSource(context.getConnection(), true));
    if (database
        .sql("select to_regclass('digest_key') is not null")
        .query(Boolean.class)
        .single()) {
      database
          .sql("select proof from digest_key")
          .query(byte[].class)
          .optional()
          .ifPresent(ours::compare);
    }
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public String getCallbackName() {
    return "keys";
  }
}
