package dev.otpauth.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.phone.SealedText;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The state of a key, derived from its record. */
class IdempotencyRecordTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final Instant LEASED = NOW.plusSeconds(30);
  private static final byte[] BODY = "body".getBytes(UTF_8);
  private static final byte[] OTHER = "other".getBytes(UTF_8);
  private static final UUID SUBJECT = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OPERATION = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final SealedResponse RESPONSE =
      new SealedResponse(202, null, "application/json", new SealedText("login\nkey", "k1", OTHER));

  private final IdempotencyRecord running = claimed(SUBJECT, OPERATION);

  @Test
  void itIsACallsFromItsClaimUntilADayLater() {
    assertThat(running.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    var end = running.expiresAt();
    assertThat(running.useBy(OTHER, end.minusMillis(1))).contains(new Use.Reused());
    assertThat(running.useBy(BODY, end)).isEmpty();
    assertThat(running.useBy(OTHER, end)).isEmpty();
  }

  @Test
  void aRepeatOfARunningCallIsToldSoUntilTheLeaseEnds() {
    assertThat(running.useBy(BODY, NOW)).contains(new Use.Running());
    assertThat(running.useBy(BODY, LEASED.minusMillis(1))).contains(new Use.Running());
    assertThat(running.useBy(BODY, LEASED)).contains(interrupted(LEASED));
  }

  @Test
  void anEqualBodyIsTheSameCallThoughItIsAnotherArray() {
    assertThat(running.useBy("body".getBytes(UTF_8), NOW)).contains(new Use.Running());
  }

  @Test
  void anotherBodyIsReusedWhateverHasBecomeOfTheFirst() {
    assertThat(running.useBy(OTHER, NOW)).contains(new Use.Reused());
    assertThat(running.useBy(OTHER, LEASED)).contains(new Use.Reused());
    assertThat(running.with(RESPONSE).useBy(OTHER, NOW)).contains(new Use.Reused());
  }

  @Test
  void anAnsweredCallIsAnsweredAgainWithinItsLeaseAndAfterIt() {
    var answered = running.with(RESPONSE);
    assertThat(answered.useBy(BODY, NOW)).contains(new Use.Answered(RESPONSE));
    assertThat(answered.useBy(BODY, LEASED)).contains(new Use.Answered(RESPONSE));
    assertThat(answered.useBy(BODY, answered.expiresAt())).isEmpty();
  }

  @Test
  void whoeverFindsOutWhatHasBecomeOfACallHoldsItsKeyMeanwhile() {
    var until = LEASED.plusSeconds(30);
    var held = running.leased(until);
    assertThat(held.useBy(BODY, LEASED)).contains(new Use.Running());
    assertThat(held.useBy(BODY, until)).contains(interrupted(until));
    assertThat(held.expiresAt()).as("it does not last longer").isEqualTo(running.expiresAt());
  }

  @Test
  void aCallThatDidNothingFreesItsKeyForAnyOther() {
    var freed = running.freed(NOW);
    assertThat(freed.useBy(BODY, NOW)).isEmpty();
    assertThat(freed.useBy(OTHER, NOW)).isEmpty();
    assertThat(freed.subjectId()).isNull();
    assertThat(freed.operationId()).isNull();
  }

  @Test
  void aCallThatFreedItsKeyLeavesNoResponseBehind() {
    assertThat(running.with(RESPONSE).freed(NOW).response()).isNull();
  }

  @Test
  void itIsOfTheOperationThatItsCallBeganErasedOrNot() {
    assertThat(running.isOf(OPERATION)).isTrue();
    assertThat(running.isOf(SUBJECT)).isFalse();
    assertThat(claimed(null, null).isOf(OPERATION)).isTrue();
  }

  /** By a repeat that has half a minute to find out. */
  private static Use interrupted(Instant at) {
    return new Use.Interrupted(SUBJECT, OPERATION, at.plusSeconds(30));
  }

  private static IdempotencyRecord claimed(@Nullable UUID subject, @Nullable UUID operation) {
    var call =
        new IdempotentCall<String>(
            new IdempotencyKey("login", "k"),
            BODY,
            outcome -> new StoredResponse(200, null, "text/plain", outcome));
    return IdempotencyRecord.claimed(call, subject, operation, LEASED, NOW);
  }
}
