package dev.otpauth.verification;

import static dev.otpauth.verification.SampleVerifications.MOBILE;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static dev.otpauth.verification.SampleVerifications.PROPERTIES;
import static dev.otpauth.verification.SampleVerifications.VAULT;

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
import dev.otpauth.throttle.SampleSends;
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
final class DecisionHarness {

  static final PhoneNumber TEST_NUMBER = new PhoneNumber("+6281200000001");
  static final IdempotencyKey KEY = new IdempotencyKey("login", "k");

  /** An unreachable database, because rules do not use it. */
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
          SampleSends.noNewPrefixes());
  private static final EndRules RULES = new EndRules(new ThrottledShare(), PROPERTIES);

  /** Views are not used in the first write. */
  @SuppressWarnings("NullAway")
  private static final VerificationViews NO_VIEWS =
      new VerificationViews(VAULT, null, null, null, CLOCK);

  private static final RequestOperation REQUEST =
      new RequestOperation(VAULT, DESTINATIONS, PROPERTIES, RULES, NO_VIEWS);
  private static final ResendOperation RESEND = new ResendOperation(DESTINATIONS, RULES, NO_VIEWS);
  private static final ConfirmOperation CONFIRM =
      new ConfirmOperation(VAULT, DESTINATIONS, RULES, NO_VIEWS);

  DecisionHarness() {
    this(OperationRows.none(SampleSends.noRows()));
  }

  DecisionHarness(OperationRows rows) {
    this.rows = rows;
  }

  /** Adds a stored verification. */
  Verification with(Verification stored) {
    stored.news();
    rows.verifications().load(stored.id(), stored, 1);
    return stored;
  }

  /** Adds stored counters of a number. */
  void with(PhoneNumber mobile, PhoneCounters counters) {
    rows.throttle().with(VAULT.digest(mobile), Optional.of(new Versioned<>(counters, 1)));
  }

  /** Adds a stored idempotency record. */
  void with(IdempotencyRecord record) {
    rows.keys().load(KEY, record, 1);
  }

  /** Decides one more call of a group; the result is available once the rows are saved. */
  <C, O extends Outcome> Supplier<BeginResult> decide(
      CallContext<?> context, Begin<C, O> begin, Instant now) {
    @SuppressWarnings("unchecked") // nothing is made of what it may end with
    var call = (CallContext<O>) context;
    return new OperationBegin<>(keys, begin.operation(), begin.command(), call).decide(rows, now);
  }

  /** Decides a call that begins no operation, whose result needs no saving. */
  BeginResult of(CallContext<?> context, Begin<?, ?> begin, Instant now) {
    return decide(context, begin, now).get();
  }

  /** As above, without a key. */
  BeginResult of(Begin<?, ?> begin) {
    return of(call(), begin, NOW);
  }

  /** Decides a call that begins an operation, and saves it. */
  Begun begun(CallContext<?> context, Begin<?, ?> begin) {
    var decided = decide(context, begin, NOW);
    rows.saved();
    return (Begun) decided.get();
  }

  Begun begun(Begin<?, ?> begin) {
    return begun(call(), begin);
  }

  /** The refusal of a call. */
  Refusal refusal(Begin<?, ?> begin) {
    return ((BeginResult.Refused) of(begin)).ended().outcome();
  }

  /** Whether any row of a verification, number or limit is to be saved. */
  boolean isChanged() {
    return !rows.verifications().changes(UUID::compareTo).isEmpty()
        || SampleSends.isChanged(rows.throttle());
  }

  /** The record of a key that is to be saved; null if none is. */
  @Nullable IdempotencyRecord savedKey() {
    return rows.keys().changes((_, _) -> 0).stream().map(it -> it.row()).findFirst().orElse(null);
  }

  /** The outcomes of the audit entries to be saved. */
  List<String> entries() {
    return rows.entries().stream().map(AuditEntry::outcome).toList();
  }

  static CallContext<RequestOutcome> call() {
    return new CallContext<>("login", Call.REQUEST, NOW, null, null);
  }

  /** A call with {@link #KEY} and a body. */
  static CallContext<RequestOutcome> callOf(String body) {
    var key =
        new IdempotentCall<RequestOutcome>(
            KEY,
            body.getBytes(StandardCharsets.UTF_8),
            outcome -> new StoredResponse(200, null, "text/plain", outcome.value()));
    return new CallContext<>("login", Call.REQUEST, NOW, null, key);
  }

  static Begin<RequestOperation.Prepared, RequestOutcome> request(PhoneNumber mobile) {
    var request = new RequestOtp("login", mobile, "login", null, null);
    return new Begin<>(REQUEST, REQUEST.prepare(request));
  }

  /** A request for {@link SampleVerifications#MOBILE} from an address. */
  static Begin<RequestOperation.Prepared, RequestOutcome> requestFrom(String address) {
    var request = new RequestOtp("login", MOBILE, "login", InetAddress.ofLiteral(address), null);
    return new Begin<>(REQUEST, REQUEST.prepare(request));
  }

  /** No rows except known origins. */
  static OperationRows rowsOf(Map<Origin, Boolean> origins) {
    return new OperationRows(
        new RowSet<>(), SampleSends.noRows(), new RowSet<>(), new HashSet<>(), origins);
  }

  /** A request for {@link SampleVerifications#MOBILE}. */
  static Begin<RequestOperation.Prepared, RequestOutcome> request() {
    return request(MOBILE);
  }

  static Begin<?, ?> confirm(Verification verification) {
    return confirm(verification, null, null);
  }

  /** A confirm with optional purpose and number. */
  static Begin<?, ?> confirm(
      Verification verification, @Nullable String purpose, @Nullable PhoneNumber mobile) {
    var code = new OtpCode(ScriptedProvider.RIGHT);
    var confirm = new ConfirmOtp("login", verification.id(), code, purpose, mobile);
    return new Begin<>(CONFIRM, CONFIRM.prepare(confirm));
  }

  static Begin<?, ?> resend(Verification verification) {
    return new Begin<>(RESEND, new ResendOtp("login", verification.id()));
  }

  /** An operation with its command. */
  record Begin<C, O extends Outcome>(OtpOperation<C, O, ?> operation, C command) {}
}
