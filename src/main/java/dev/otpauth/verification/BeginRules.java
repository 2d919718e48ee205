package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.KeyUse;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.testnumber.TestNumbers;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Send;
import dev.otpauth.verification.BeginResult.Begun;
import dev.otpauth.verification.BeginResult.Interrupted;
import dev.otpauth.verification.BeginResult.KeyTaken;
import dev.otpauth.verification.BeginResult.Refused;
import dev.otpauth.verification.BeginResult.Replayed;
import dev.otpauth.verification.BeginResult.Unsettled;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether an operation may begin, and what that changes. Reads nothing but the rows, in this order:
 * the call's key, its verification, the limits.
 */
@Component
class BeginRules {

  private final CallResponses responses;
  private final TestNumbers testNumbers;
  private final PhoneVault vault;

  BeginRules(CallResponses responses, TestNumbers testNumbers, PhoneVault vault) {
    this.responses = responses;
    this.testNumbers = testNumbers;
    this.vault = vault;
  }

  /** Decides; the result is as the rows are once they are saved. */
  Supplier<BeginResult> decide(
      CallContext<?> context, Begin begin, OperationRows rows, Instant now) {
    var key = ofKey(context, rows, now);
    if (key.isPresent()) {
      return key::get;
    }
    return switch (begin) {
      case Begin.Request request -> request(context, request, rows, now);
      case Begin.Resend(var id) -> resend(context, id, rows, now);
      case Begin.Confirm confirm -> confirm(context, confirm, rows, now);
    };
  }

  /** What the key stands for already; empty where the call is to be made. */
  private static Optional<BeginResult> ofKey(
      CallContext<?> context, OperationRows rows, Instant now) {
    var call = context.key();
    var record = call == null ? null : rows.keys().get(call.key());
    if (call == null || record == null || record.leaseUntil().equals(context.keyLease())) {
      return Optional.empty();
    }
    return switch (record.useBy(call.fingerprint(), now)) {
      case KeyUse.Free() -> Optional.empty();
      case KeyUse.Answered(var response) -> Optional.of(new Replayed(response));
      case KeyUse.Running() -> Optional.of(new KeyTaken(new Refusal.InProgress(null)));
      case KeyUse.Reused() -> Optional.of(new KeyTaken(new Refusal.KeyReused()));
      case KeyUse.Interrupted(var verification, var operation) -> {
        var until = now.plus(InFlight.LEASE);
        rows.keys().put(call.key(), record.leased(until));
        yield Optional.of(new Interrupted(verification, operation, until));
      }
    };
  }

  private Supplier<BeginResult> request(
      CallContext<?> context, Begin.Request request, OperationRows rows, Instant now) {
    if (request.refusal() != null) {
      return refused(context, request.refusal(), null, rows, now);
    }
    return switch (taken(request.send(), rows, now)) {
      case Decision.Allowed(var next, _) -> {
        var opened = new Verification(request.verification(), request.of(), UUID.randomUUID(), now);
        yield begun(context, rows.put(opened), request.send(), next, rows, now);
      }
      case Decision other -> refused(context, Refusal.of(other, null, now), null, rows, now);
    };
  }

  /** Limits do not concern what they are not to look at. */
  private static Decision taken(@Nullable Send send, OperationRows rows, Instant now) {
    return send == null ? Decision.Allowed.withoutLimits(now) : rows.throttle().take(send, now);
  }

  private Supplier<BeginResult> resend(
      CallContext<?> context, UUID id, OperationRows rows, Instant now) {
    var found = found(context, id, rows);
    if (found == null) {
      return refused(context, new Refusal.NotFound(), null, rows, now);
    }
    var obstacle = found.obstacle(now);
    if (obstacle.isPresent()) {
      return hindered(context, obstacle.get(), found, rows, now);
    }
    var send = sendOf(found, context);
    return switch (taken(send, rows, now)) {
      case Decision.Allowed(var next, _) -> {
        var resent = rows.change(found, it -> it.beginResend(UUID.randomUUID(), now));
        yield begun(context, resent, send, next, rows, now);
      }
      case Decision other -> refused(context, Refusal.of(other, id, now), found, rows, now);
    };
  }

  private @Nullable Send sendOf(Verification resent, CallContext<?> context) {
    return testNumbers.includes(vault.open(resent.phone()))
        ? null
        : new Send(resent.sender(), resent.phoneDigest(), context.callerId(), null);
  }

  private Supplier<BeginResult> confirm(
      CallContext<?> context, Begin.Confirm confirm, OperationRows rows, Instant now) {
    var found = found(context, confirm.verification(), rows);
    if (found == null) {
      return refused(context, new Refusal.NotFound(), null, rows, now);
    }
    if (!isBoundTo(found, confirm)) {
      return refused(context, new Refusal.BindingMismatch(found.id()), found, rows, now);
    }
    var obstacle = found.obstacle(now);
    if (obstacle.isPresent()) {
      return hindered(context, obstacle.get(), found, rows, now);
    }
    var counters = rows.throttle().phone(found.phoneDigest());
    var rest = counters.restsUntil(now).map(Decision.Resting::new);
    if (rest.isPresent()) {
      return refused(context, Refusal.of(rest.get(), found.id(), now), found, rows, now);
    }
    rows.throttle().put(found.phoneDigest(), counters.guessed(now));
    var tried = rows.change(found, it -> it.beginVerify(UUID.randomUUID(), now));
    return begun(context, tried, null, rows.next(tried, now), rows, now);
  }

  private static @Nullable Verification found(CallContext<?> context, UUID id, OperationRows rows) {
    var found = rows.find(id);
    return found != null && found.callerId().equals(context.callerId()) ? found : null;
  }

  private static boolean isBoundTo(Verification verification, Begin.Confirm confirm) {
    var purpose = confirm.purpose();
    var phone = confirm.phone();
    return (purpose == null || purpose.equals(verification.purpose()))
        && (phone == null || phone.equals(verification.phoneDigest()));
  }

  private Supplier<BeginResult> hindered(
      CallContext<?> context,
      Verification.Obstacle obstacle,
      Verification found,
      OperationRows rows,
      Instant now) {
    var id = found.id();
    return switch (obstacle) {
      case BUSY -> refused(context, new Refusal.InProgress(id), found, rows, now);
      case UNSETTLED ->
          context.hasSettled()
              ? refused(context, Refusal.OutcomeUnknown.of(id), found, rows, now)
              : () -> new Unsettled(id);
      case OVER -> {
        var over = Refusal.over(found).withWait(rows.next(found, now), now);
        yield refused(context, over, found, rows, now);
      }
    };
  }

  private static Supplier<BeginResult> begun(
      CallContext<?> context,
      Verification held,
      @Nullable Send send,
      Instant next,
      OperationRows rows,
      Instant now) {
    var call = context.key();
    if (call != null) {
      var operation = held.inFlight();
      rows.keys()
          .put(
              call.key(),
              IdempotencyRecord.claimed(
                  call, held.id(), operation.operationId(), operation.leaseUntil(), now));
    }
    return () ->
        new Begun(
            rows.verifications().versioned(held.id()).orElseThrow(),
            rows.throttle().stored(held.phoneDigest()),
            Optional.ofNullable(call).flatMap(it -> rows.keys().versioned(it.key())),
            send,
            next);
  }

  private Supplier<BeginResult> refused(
      CallContext<?> context,
      Refusal refusal,
      @Nullable Verification about,
      OperationRows rows,
      Instant now) {
    var ended = responses.refuse(context, refusal, rows, now);
    return () -> new Refused(ended, about);
  }
}
