package dev.otpauth.crm;

import dev.otpauth.caller.Caller;
import dev.otpauth.crm.CrmOutcome.Answered;
import dev.otpauth.crm.CrmOutcome.InUse;
import dev.otpauth.crm.CrmOutcome.Stopped;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.KeyedCalls;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes each call: asks the provider, and notes in the audit record what came of it. */
@Service
class CrmCalls {

  /** Longer than the provider takes to answer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Longer than a caller may take to send a file, and the provider to answer. */
  private static final Duration LONGEST_WITH_FILE = FormBytes.PATIENCE.plus(LONGEST);

  private final CrmProvider provider;
  private final KeyedCalls keys;
  private final CrmAudit audit;

  CrmCalls(CrmProvider provider, KeyedCalls keys, CrmAudit audit) {
    this.provider = provider;
    this.keys = keys;
    this.audit = audit;
  }

  /** Makes a call that only reads. */
  CrmOutcome query(CrmCall call, Caller caller) {
    return audit.entered(call, caller, new Answered(call, provider.call(call)));
  }

  /** Deletes a contact, as part of something else. */
  CrmResult delete(long contact, Caller caller) {
    var call = new CrmCall.DeleteContact(contact);
    var result = provider.call(call);
    audit.entered(call, caller, new Answered(call, result));
    return result;
  }

  /**
   * Makes a call that changes or sends; under a key at most once.
   *
   * @param upload the file that it brings, which arrives while the provider is sent it; null where
   *     it brings none
   * @param key null where it came without one
   */
  Reply<CrmOutcome> change(
      CrmCall call,
      @Nullable Upload upload,
      Caller caller,
      @Nullable IdempotentCall<CrmOutcome> key) {
    return keys.make(
        key,
        upload == null ? LONGEST : LONGEST_WITH_FILE,
        () -> made(call, upload, caller),
        InUse::new);
  }

  private CrmOutcome made(CrmCall call, @Nullable Upload upload, Caller caller) {
    var result = provider.call(call);
    var fault = upload == null ? null : upload.fault();
    // What certainly was done is told, whatever became of the file's last bytes.
    var outcome =
        fault == null || result instanceof CrmResult.Done
            ? new Answered(call, result)
            : new Stopped(fault);
    return audit.entered(call, caller, outcome);
  }
}
