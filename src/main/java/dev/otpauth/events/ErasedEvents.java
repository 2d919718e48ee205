package dev.otpauth.events;

import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Call;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is erased tells nothing more. Events of a verification go with it; this is for those of
 * requests that were refused before there was one, whether events are still delivered or not.
 */
@Component
class ErasedEvents {

  private final JdbcClient database;

  ErasedEvents(JdbcClient database) {
    this.database = database;
  }

  @EventListener
  void on(CallCompleted answered) {
    var subject = answered.subject();
    if (answered.call() == Call.ERASE && subject != null) {
      database
          .sql("delete from verification_event where phone_digest = :phone")
          .param("phone", subject.phoneDigest().bytes())
          .update();
    }
  }
}
