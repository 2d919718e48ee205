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
 * Stores events in the outbox, those of a verification in the transaction of its change. An event
 * that cannot be stored is logged and lost, and never undoes the change, because the message was
 * sent or the code was correct. There is one event per wait of a number and per drop of a caller's
 * conversion.
 */
class EventRecorder implements ChangeRecorder {

  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);

  /** The number of waits cached as recorded, to save statements. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Outbox outbox;
  private final PhoneVault vault;
  private final JsonMapper json;
  private final MeterRegistry meters;
  private final Set<UUID> recorded =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                  return size() > MAX_REMEMBERED;
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
      // No exception, not even from a bug, may undo the change.
      logLoss(changed.change().value(), e);
    }
  }

  @EventListener
  void on(CallCompleted completed) {
    var subject = completed.subject();
    var until = completed.numberWaitsUntil();
    var send = completed.call() == Call.REQUEST || completed.call() == Call.RESEND;
    if (subject == null || until == null || !send) {
      return;
    }
    var id = idOfWait(subject.phoneDigest(), until);
    if (recorded.contains(id)) {
      return;
    }
    try {
      var body = EventBody.throttled(completed, subject);
      outbox.add(event(id, body, completed.requestId(), null, subject.phoneDigest()));
      recorded.add(id);
    } catch (DataAccessException e) {
      logLoss("throttled", e);
    }
  }

  /** Not lost if storing fails: the publisher gets the exception, and publishes it again. */
  @EventListener
  void on(ConversionDropped dropped) {
    var id = idOfDrop(dropped.callerId(), dropped.since());
    outbox.add(event(id, EventBody.dropped(dropped), null, null, null));
  }

  /** The event id of a wait, equal on every replica. */
  private static UUID idOfWait(KeyedDigest phone, Instant until) {
    return id("%s %s".formatted(phone.hex(), until));
  }

  /** The event id of a drop, equal on every replica. */
  private static UUID idOfDrop(String callerId, Instant since) {
    return id("conversion_dropped %s %s".formatted(callerId, since));
  }

  private static UUID id(String name) {
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

  private void logLoss(String what, RuntimeException cause) {
    meters.counter("otp.events", "outcome", "lost").increment();
    log.atError()
        .addKeyValue("event", what)
        .addKeyValue("cause", cause.getClass().getSimpleName())
        .log("Could not store an event: it is lost");
  }
}
