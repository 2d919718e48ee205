package dev.otpauth.operations;

import dev.otpauth.runtime.MigrationStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes {@code otp.audit.retention} to where only the owner of the audit record may: its rows are
 * deleted by that, and by nothing that the service says later.
 */
@Component
class AuditRetention implements MigrationStep {

  private final RetentionProperties kept;

  AuditRetention(RetentionProperties kept) {
    this.kept = kept;
  }

  @Override
  public void after(JdbcClient owner) {
    owner
        .sql(
            """
            update audit_retention set keeps = :keeps::interval
            where keeps <> :keeps::interval
            """)
        .param("keeps", kept.audit().retention().toString())
        .update();
  }
}
