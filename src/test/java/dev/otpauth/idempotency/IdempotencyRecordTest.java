package dev.otpauth.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.SealedText;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a key stands for, by its record. */
class IdempotencyRecordTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final Instant LEASED = NOW.plusSeconds(30);
  private static final byte[] BODY = "body".getBytes(UTF_8);
  private static final byte[] OTHER = "other".getBytes(UTF_8);
  private static final UUID SUBJECT = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OPERATION = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final SealedResponse RESPONSE =
      new SealedResponse(202, null, "application/json", new SealedText("k1", OTHER));

  private final IdempotencyRecord running = claimed(SUBJECT, OPERATION);

  @Test
  void itIsACallsFromItsClaimUntilADayLater() {
    assertThat(running.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    var end = running.expiresAt();
    assertThat(running.useBy(OTHER, end.minusMillis(1))).isEqualTo(new KeyUse.Reused());
    assertThat(running.useBy(BODY, end)).isEqualTo(new KeyUse.Free());
    assertThat(running.useBy(OTHER, end)).isEqualTo(new KeyUse.Free());
  }

  @Test
  void aRepeatOfARunningCallIsToldSoUntilTheLeaseEnds() {
    assertThat(running.useBy(BODY, NOW)).isEqualTo(new KeyUse.Running());
    assertThat(running.useBy(BODY, LEASED.minusMillis(1))).isEqualTo(new KeyUse.Running());
    assertThat(running.useBy(BODY, LEASED)).isEqualTo(new KeyUse.Interrupted(SUBJECT, OPERATION));
  }

  @Test
  void anEqualBodyIsTheSameCallThoughItIsAnotherArray() {
    assertThat(running.useBy("body".getBytes(UTF_8), NOW)).isEqualTo(new KeyUse.Running());
  }

  @Test
  void anotherBodyIsReusedWhateverHasBecomeOfTheFirst() {
    assertThat(running.useBy(OTHER, NOW)).isEqualTo(new KeyUse.Reused());
    assertThat(running.useBy(OTHER, LEASED)).isEqualTo(new KeyUse.Reused());
    assertThat(running.with(RESPONSE).useBy(OTHER, NOW)).isEqualTo(new KeyUse.Reused());
  }

  @Test
  void anAnsweredCallIsAnsweredAgainWithinItsLeaseAndAfterIt() {
    var answered = running.with(RESPONSE);
    assertThat(answered.useBy(BODY, NOW)).isEqualTo(new KeyUse.Answered(RESPONSE));
    assertThat(answered.useBy(BODY, LEASED)).isEqualTo(new KeyUse.Answered(RESPONSE));
    assertThat(answered.useBy(BODY, answered.expiresAt())).isEqualTo(new KeyUse.Free());
  }

  @Test
  void whoeverFindsOutWhatHasBecomeOfACallHoldsItsKeyMeanwhile() {
    var until = LEASED.plusSeconds(30);
    var held = running.leased(until);
    assertThat(held.useBy(BODY, LEASED)).isEqualTo(new KeyUse.Running());
    assertThat(held.useBy(BODY, until)).isEqualTo(new KeyUse.Interrupted(SUBJECT, OPERATION));
    assertThat(held.expiresAt()).as("it does not last longer").isEqualTo(running.expiresAt());
  }

  @Test
  void aCallThatDidNothingFreesItsKeyForAnyOther() {
    var freed = running.freed(NOW);
    assertThat(freed.useBy(BODY, NOW)).isEqualTo(new KeyUse.Free());
    assertThat(freed.useBy(OTHER, NOW)).isEqualTo(new KeyUse.Free());
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

  private static IdempotencyRecord claimed(@Nullable UUID subject, @Nullable UUID operation) {
    var call =
        new IdempotentCall<String>(
            new IdempotencyKey("login", "k"),
            BODY,
            outcome -> new StoredResponse(200, null, "text/plain", outcome));
    return IdempotencyRecord.claimed(call, subject, operation, LEASED, NOW);
  }
}
