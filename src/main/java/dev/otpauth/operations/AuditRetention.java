package dev.otpauth.operations;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/**
 * Writes {@code otp.audit.retention} to where only the owner of the audit record may: its rows are
 * deleted by that, and by nothing that the service says later.
 */
@Component
class AuditRetention extends BaseCallback {

  private final RetentionProperties kept;

  AuditRetention(RetentionProperties kept) {
    this.kept = kept;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public void handle(Event event, Context context) {
    var statement =
        """
        update audit_retention set keeps = given.keeps
        from (select ?::interval as keeps) as given
        where audit_retention.keeps <> given.keeps
        """;
    try (var update = context.getConnection().prepareStatement(statement)) {
      update.setString(1, kept.audit().retention().toString());
      update.executeUpdate();
    } catch (SQLException e) {
      throw new FlywayException("Could not write otp.audit.retention to audit_retention", e);
    }
  }
}
