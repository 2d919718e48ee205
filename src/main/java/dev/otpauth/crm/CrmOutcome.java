package dev.otpauth.crm;

import dev.otpauth.idempotency.CallOutcome;
import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.problem.FieldFault;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a contact or inbox call for its caller. */
sealed interface CrmOutcome extends CallOutcome {

  /** The outcome in the audit record: {@code done} or the code of a problem. */
  default String value() {
    return CrmProblems.of(this).map(it -> it.type().code()).orElse("done");
  }

  /** Null: the call concerns no row of ours. */
  @Override
  default @Nullable UUID subjectId() {
    return null;
  }

  /** The provider was called. */
  record Answered(CrmCall call, CrmResult result) implements CrmOutcome {

    /** An unknown outcome is final: it cannot be looked up, and the call must not be repeated. */
    @Override
    public Effect effect() {
      return switch (result) {
        case CrmResult.Done _,
            CrmResult.Listed _,
            CrmResult.Conflict _,
            CrmResult.NotFound _,
            Unknown _ ->
            Effect.FINAL;
        case CrmResult.Invalid _, Throttled _, Unreachable _ -> Effect.NOT_STARTED;
        case Refused(var cause) ->
            cause == Refused.Cause.ACCOUNT ? Effect.NOT_STARTED : Effect.FINAL;
      };
    }
  }

  /** Nothing was done: reading the file failed. */
  record Stopped(FieldFault fault) implements CrmOutcome {
    @Override
    public Effect effect() {
      return Effect.NOT_STARTED;
    }
  }

  /** The Idempotency-Key is already in use. */
  record InUse(Use use) implements CrmOutcome {
    @Override
    public Effect effect() {
      return use instanceof Use.Interrupted ? Effect.FINAL : Effect.NOT_STARTED;
    }
  }
}
