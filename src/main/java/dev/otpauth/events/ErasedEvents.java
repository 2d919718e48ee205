package dev.otpauth.events;

import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Call;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes events of an erased number that belong to no verification, such as those of refused
 * requests; the others are deleted with their verification. Active even if events are off.
 */
@Component
class ErasedEvents {

  private final JdbcClient database;

  ErasedEvents(JdbcClient database) {
    this.database = database;
  }

  @EventListener
  void on(CallCompleted completed) {
    var subject = completed.subject();
    if (completed.call() == Call.ERASE && subject != null) {
      database
          .sql("delete from verification_event where phone_digest = :phone")
          .param("phone", subject.phoneDigest().bytes())
          .update();
    }
  }
}
