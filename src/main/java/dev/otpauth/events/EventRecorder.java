package dev.otpauth.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.ChangeRecorder;
import dev.otpauth.verification.VerificationChanged;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what is to be told: a change of a verification in the transaction of the change. An
 * event that cannot be written is lost, loudly; the change is not, for behind it is a message that
 * was sent or a code that was right. That a number has to wait is told once for each wait, and that
 * a caller's conversion dropped once for each time.
 */
class EventRecorder implements ChangeRecorder {

  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);

  /** As many waits as are remembered to have been told of, so that nobody asks PostgreSQL. */
  private static final int REMEMBERED = 10_000;

  private final Outbox outbox;
  private final PhoneVault vault;
  private final JsonMapper json;
  private final MeterRegistry meters;
  private final Set<UUID> told =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

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
      outbox.addWithinTransaction(
          event(
              UUID.randomUUID(),
              body,
              changed.requestId(),
              changed.sequence(),
              changed.phoneDigest()));
    } catch (RuntimeException e) {
      // Whatever it is, a mistake of ours included: it must not undo the change.
      tellLoss(changed.change().word(), e);
    }
  }

  @EventListener
  void on(CallCompleted answered) {
    var subject = answered.subject();
    var until = answered.numberWaitsUntil();
    var send = answered.call() == Call.REQUEST || answered.call() == Call.RESEND;
    if (subject == null || until == null || !send) {
      return;
    }
    var id = ofWait(subject.phoneDigest(), until);
    if (told.contains(id)) {
      return;
    }
    try {
      var body = EventBody.throttled(answered, subject);
      outbox.add(event(id, body, answered.requestId(), null, subject.phoneDigest()));
      told.add(id);
    } catch (DataAccessException e) {
      tellLoss("throttled", e);
    }
  }

  /** What cannot be written down is not lost: whoever published it does so again. */
  @EventListener
  void on(ConversionDropped dropped) {
    var id = ofCaller(dropped.callerId(), dropped.since());
    outbox.add(event(id, EventBody.dropped(dropped), null, null, null));
  }

  /** The same for the same wait of a number, on every replica. */
  private static UUID ofWait(KeyedDigest phone, Instant until) {
    return named("%s %s".formatted(phone.hex(), until));
  }

  /** The same for the same time that a caller's conversion dropped, on every replica. */
  private static UUID ofCaller(String callerId, Instant since) {
    return named("conversion_dropped %s %s".formatted(callerId, since));
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }

  private NewEvent event(
      UUID id,
      EventBody body,
      @Nullable UUID verification,
      @Nullable Integer sequence,
      @Nullable KeyedDigest phone) {
    return new NewEvent(
        id,
        verification,
        sequence,
        body.type(),
        json.writeValueAsString(body),
        phone,
        body.timestamp());
  }

  private void tellLoss(String what, RuntimeException cause) {
    meters.counter("otp.events", "outcome", "lost").increment();
    log.atError()
        .addKeyValue("event", what)
        .addKeyValue("cause", cause.getClass().getSimpleName())
        .log("Could not store an event: it is lost");
  }
}
