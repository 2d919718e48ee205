package dev.otpauth.events;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.CallAnswered;
import dev.otpauth.verification.CallAnswered.Call;
import dev.otpauth.verification.ChangeRecorder;
import dev.otpauth.verification.VerificationChanged;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what is to be told: a change of a verification in the transaction of the change. An
 * event that cannot be written is lost, loudly; the change is not, for behind it is a message that
 * was sent or a code that was right.
 */
class EventRecorder implements ChangeRecorder {

  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
  private static final String LIMITED = "rate_limit_exceeded";

  private final Outbox outbox;
  private final PhoneVault vault;
  private final JsonMapper json;
  private final MeterRegistry meters;

  EventRecorder(Outbox outbox, PhoneVault vault, JsonMapper json, MeterRegistry meters) {
    this.outbox = outbox;
    this.vault = vault;
    this.json = json;
    this.meters = meters;
  }

  @Override
  public void record(VerificationChanged changed) {
    try {
      var body = EventBody.of(changed, vault.open(changed.phone()));
      outbox.addWithinTransaction(event(body, changed.phoneDigest()));
    } catch (RuntimeException e) {
      // Whatever it is, a mistake of ours included: it must not undo the change.
      tellLoss(changed.change().word(), e);
    }
  }

  @EventListener
  void on(CallAnswered answered) {
    var subject = answered.subject();
    var send = answered.call() == Call.REQUEST || answered.call() == Call.RESEND;
    if (subject == null || !send || !answered.outcome().equals(LIMITED)) {
      return;
    }
    try {
      outbox.add(event(EventBody.throttled(answered, subject), subject.phoneDigest()));
    } catch (DataAccessException e) {
      tellLoss("throttled", e);
    }
  }

  private NewEvent event(EventBody body, KeyedDigest phoneDigest) {
    return new NewEvent(
        UUID.randomUUID(),
        body.data().requestId(),
        body.data().sequence(),
        body.type(),
        json.writeValueAsString(body),
        phoneDigest,
        body.timestamp());
  }

  private void tellLoss(String what, RuntimeException cause) {
    meters.counter("otp.events", "outcome", "lost").increment();
    log.atError()
        .addKeyValue("event", what)
        .addKeyValue("cause", cause.getClass().getSimpleName())
        .log("An event could not be written down and is lost");
  }
}
