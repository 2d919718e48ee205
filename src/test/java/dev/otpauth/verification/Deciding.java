package dev.otpauth.verification;

import static dev.otpauth.verification.Opened.MOBILE;
import static dev.otpauth.verification.Opened.NOW;
import static dev.otpauth.verification.Opened.SENDER;
import static dev.otpauth.verification.Opened.VAULT;

import dev.otpauth.MovableClock;
import dev.otpauth.audit.AuditEntry;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.runtime.RowSet.Versioned;
import dev.otpauth.testnumber.SomeTestNumbers;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Sends;
import dev.otpauth.verification.CallAnswered.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decides on rows that a test has made, without a database. */
final class Deciding {

  static final PhoneNumber TEST_NUMBER = new PhoneNumber("+6281200000001");
  static final IdempotencyKey KEY = new IdempotencyKey("login", "k");

  /** A database that cannot be reached: rules do not ask it. */
  private static final JdbcTemplate NOWHERE = new JdbcTemplate();

  final IdempotencyRecords records =
      new IdempotencyRecords(NOWHERE, JdbcClient.create(NOWHERE), VAULT, new MovableClock());
  final OperationRows rows;
  private final BeginRules rules =
      new BeginRules(
          new CallResponses(records),
          SomeTestNumbers.of(VAULT, new MovableClock(), TEST_NUMBER),
          VAULT);

  Deciding() {
    this(OperationRows.none(Sends.noRows()));
  }

  Deciding(OperationRows rows) {
    this.rows = rows;
  }

  /** A verification is stored. */
  Verification with(Verification stored) {
    stored.news();
    rows.verifications().load(stored.id(), stored, 1);
    return stored;
  }

  /** A number's counters are stored. */
  void with(PhoneNumber mobile, PhoneCounters counters) {
    rows.throttle().with(VAULT.digest(mobile), Optional.of(new Versioned<>(counters, 1)));
  }

  /** A key's record is stored. */
  void with(IdempotencyRecord record) {
    rows.keys().load(KEY, record, 1);
  }

  /** One more call of a group is decided; what comes of it is known once the rows are saved. */
  Supplier<BeginResult> decide(CallContext<RequestOutcome> context, Begin begin, Instant now) {
    return rules.decide(context, begin, rows, now);
  }

  /** A call that begins nothing: its result needs no saving. */
  BeginResult of(CallContext<RequestOutcome> context, Begin begin, Instant now) {
    return decide(context, begin, now).get();
  }

  /** Likewise, without a key. */
  BeginResult of(Begin begin) {
    return of(call(), begin, NOW);
  }

  /** A call that begins something, saved. */
  BeginResult.Begun begun(CallContext<RequestOutcome> context, Begin begin) {
    var decided = decide(context, begin, NOW);
    rows.saved();
    return (BeginResult.Begun) decided.get();
  }

  BeginResult.Begun begun(Begin begin) {
    return begun(call(), begin);
  }

  /** Why a call is refused. */
  Refusal refusal(Begin begin) {
    return ((BeginResult.Refused) of(begin)).ended().outcome();
  }

  /** Whether a row of a verification, a number or a limit is to be saved. */
  boolean isChanged() {
    return !rows.verifications().changes(UUID::compareTo).isEmpty()
        || Sends.isChanged(rows.throttle());
  }

  /** The record of a key as it is to be saved; absent where it is not. */
  @Nullable IdempotencyRecord savedKey() {
    return rows.keys().changes((_, _) -> 0).stream().map(it -> it.row()).findFirst().orElse(null);
  }

  /** The outcomes that are to be entered in the audit record. */
  List<String> entries() {
    return rows.entries().stream().map(AuditEntry::outcome).toList();
  }

  static CallContext<RequestOutcome> call() {
    return new CallContext<>("login", Call.REQUEST, NOW, null, null, null, false);
  }

  /** With {@link #KEY} and that body. */
  static CallContext<RequestOutcome> callOf(String body) {
    var key =
        new IdempotentCall<RequestOutcome>(
            KEY,
            body.getBytes(StandardCharsets.UTF_8),
            outcome -> new StoredResponse(200, null, "text/plain", outcome.word()));
    return new CallContext<>("login", Call.REQUEST, NOW, null, key, null, false);
  }

  static Begin.Request request(PhoneNumber mobile) {
    return new Begin.Request(null, UUID.randomUUID(), mobile, Opened.of(mobile), send(mobile));
  }

  /** Of {@link Opened#MOBILE}. */
  static Begin.Request request() {
    return request(MOBILE);
  }

  private static Send send(PhoneNumber mobile) {
    return new Send(SENDER.e164(), VAULT.digest(mobile), "login", null);
  }

  static Begin confirm(Verification verification) {
    return new Begin.Confirm(verification.id(), null, null);
  }

  static Begin resend(Verification verification) {
    return new Begin.Resend(verification.id());
  }
}
