package dev.otpauth.operations;

import dev.otpauth.runtime.MigrationStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores {@code otp.audit.retention} in a table that only the owner of the audit record may change.
 * Audit entries are deleted by that value, which the running service cannot change.
 */
@Component
class AuditRetention implements MigrationStep {

  private final RetentionProperties properties;

  AuditRetention(RetentionProperties properties) {
    this.properties = properties;
  }

  @Override
  public void after(JdbcClient owner) {
    owner
        .sql(
            """
            update audit_retention set keeps = :keeps::interval
            where keeps <> :keeps::interval
            """)
        .param("keeps", properties.audit().retention().toString())
        .update();
  }
}
