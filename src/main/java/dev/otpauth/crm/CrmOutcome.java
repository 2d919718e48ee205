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

/** How a call of contacts or inbox ended. */
sealed interface CrmOutcome extends CallOutcome {

  /** One of few words: {@code done}, or the code of a problem. */
  default String word() {
    return CrmProblems.of(this).map(it -> it.type().code()).orElse("done");
  }

  /** Nothing of ours. */
  @Override
  default @Nullable UUID subjectId() {
    return null;
  }

  /** The provider was asked, and this came of it. */
  record Answered(CrmCall call, CrmResult result) implements CrmOutcome {

    /** There is no history to look into: what is unknown stays so, and is not made again. */
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

  /** Nothing was done: the file that the call brought was stopped on its way. */
  record Stopped(FieldFault fault) implements CrmOutcome {
    @Override
    public Effect effect() {
      return Effect.NOT_STARTED;
    }
  }

  /** The call's key is in use already. */
  record InUse(Use use) implements CrmOutcome {
    @Override
    public Effect effect() {
      return use instanceof Use.Interrupted ? Effect.FINAL : Effect.NOT_STARTED;
    }
  }
}
