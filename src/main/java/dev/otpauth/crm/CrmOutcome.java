package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmResult;

/** How a call of contacts or inbox ended. */
sealed interface CrmOutcome {

  /** One of few words: {@code done}, or the code of a problem. */
  String word();

  /** The provider was asked, and this came of it. */
  record Answered(CrmCall call, CrmResult result) implements CrmOutcome {
    @Override
    public String word() {
      return CrmProblems.of(call, result).map(it -> it.type().code()).orElse("done");
    }
  }

  /** Nothing was done: the file that the call brought was stopped on its way. */
  record Stopped(FieldFault fault) implements CrmOutcome {
    @Override
    public String word() {
      return fault.type().code();
    }
  }
}
