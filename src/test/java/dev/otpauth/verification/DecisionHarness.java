package dev.otpauth.verification;

import static dev.otpauth.verification.Opened.MOBILE;
import static dev.otpauth.verification.Opened.NOW;
import static dev.otpauth.verification.Opened.PROPERTIES;
import static dev.otpauth.verification.Opened.VAULT;

import dev.otpauth.MovableClock;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.audit.AuditEntry;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotencyRules;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.runtime.RowSet;
import dev.otpauth.runtime.RowSet.Versioned;
import dev.otpauth.testnumber.SomeTestNumbers;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.Sends;
import dev.otpauth.throttle.ThrottledShare;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.OperationBegin.BeginResult;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the decisions of operations on rows made by a test, without a database. */
final class Deciding {

  static final PhoneNumber TEST_NUMBER = new PhoneNumber("+6281200000001");
  static final IdempotencyKey KEY = new IdempotencyKey("login", "k");

  /** A database that cannot be reached: rules do not ask it. */
  private static final JdbcTemplate NOWHERE = new JdbcTemplate();

  final IdempotencyRecords records =
      new IdempotencyRecords(NOWHERE, JdbcClient.create(NOWHERE), VAULT, new MovableClock());
  final IdempotencyRules keys = new IdempotencyRules(records);
  final OperationRows rows;

  private static final Clock CLOCK = new MovableClock();
  private static final Destinations DESTINATIONS =
      new Destinations(
          PROPERTIES,
          SomeTestNumbers.of(VAULT, CLOCK, TEST_NUMBER),
          new ScriptedProvider(CLOCK),
          VAULT,
          Sends.noNewPrefixes());
  private static final EndRules RULES = new EndRules(new ThrottledShare(), PROPERTIES);

  /** A begin shows nothing yet. */
  @SuppressWarnings("NullAway")
  private static final VerificationViews NO_VIEWS =
      new VerificationViews(VAULT, null, null, null, CLOCK);

  private static final RequestOperation REQUEST =
      new RequestOperation(VAULT, DESTINATIONS, PROPERTIES, RULES, NO_VIEWS);
  private static final ResendOperation RESEND = new ResendOperation(DESTINATIONS, RULES, NO_VIEWS);
  private static final ConfirmOperation CONFIRM =
      new ConfirmOperation(VAULT, DESTINATIONS, RULES, NO_VIEWS);

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
  <C, O extends Outcome> Supplier<BeginResult> decide(
      CallContext<?> context, Begin<C, O> begin, Instant now) {
    @SuppressWarnings("unchecked") // nothing is made of what it may end with
    var call = (CallContext<O>) context;
    return new OperationBegin<>(keys, begin.operation(), begin.command(), call).decide(rows, now);
  }

  /** A call that begins nothing: its result needs no saving. */
  BeginResult of(CallContext<?> context, Begin<?, ?> begin, Instant now) {
    return decide(context, begin, now).get();
  }

  /** Likewise, without a key. */
  BeginResult of(Begin<?, ?> begin) {
    return of(call(), begin, NOW);
  }

  /** A call that begins something, saved. */
  Begun begun(CallContext<?> context, Begin<?, ?> begin) {
    var decided = decide(context, begin, NOW);
    rows.saved();
    return (Begun) decided.get();
  }

  Begun begun(Begin<?, ?> begin) {
    return begun(call(), begin);
  }

  /** Why a call is refused. */
  Refusal refusal(Begin<?, ?> begin) {
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
    return new CallContext<>("login", Call.REQUEST, NOW, null, null);
  }

  /** With {@link #KEY} and that body. */
  static CallContext<RequestOutcome> callOf(String body) {
    var key =
        new IdempotentCall<RequestOutcome>(
            KEY,
            body.getBytes(StandardCharsets.UTF_8),
            outcome -> new StoredResponse(200, null, "text/plain", outcome.word()));
    return new CallContext<>("login", Call.REQUEST, NOW, null, key);
  }

  static Begin<RequestOperation.Prepared, RequestOutcome> request(PhoneNumber mobile) {
    var request = new RequestOtp("login", mobile, "login", null, null);
    return new Begin<>(REQUEST, REQUEST.prepare(request));
  }

  /** Of {@link Opened#MOBILE}, from an address. */
  static Begin<RequestOperation.Prepared, RequestOutcome> requestFrom(String address) {
    var request = new RequestOtp("login", MOBILE, "login", InetAddress.ofLiteral(address), null);
    return new Begin<>(REQUEST, REQUEST.prepare(request));
  }

  /** No rows, but where codes were right before. */
  static OperationRows rowsOf(Map<Origin, Boolean> origins) {
    return new OperationRows(
        new RowSet<>(), Sends.noRows(), new RowSet<>(), new HashSet<>(), origins);
  }

  /** Of {@link Opened#MOBILE}. */
  static Begin<RequestOperation.Prepared, RequestOutcome> request() {
    return request(MOBILE);
  }

  static Begin<?, ?> confirm(Verification verification) {
    return confirm(verification, null, null);
  }

  /** That names a purpose and a number, or does not. */
  static Begin<?, ?> confirm(
      Verification verification, @Nullable String purpose, @Nullable PhoneNumber mobile) {
    var code = new OtpCode(ScriptedProvider.RIGHT);
    var confirm = new ConfirmOtp("login", verification.id(), code, purpose, mobile);
    return new Begin<>(CONFIRM, CONFIRM.prepare(confirm));
  }

  static Begin<?, ?> resend(Verification verification) {
    return new Begin<>(RESEND, new ResendOtp("login", verification.id()));
  }

  /** An operation that a caller wants to begin. */
  record Begin<C, O extends Outcome>(OtpOperation<C, O, ?> operation, C command) {}
}
