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

/** Makes calls to the provider and audits them. */
@Service
class CrmCalls {

  /** The lease of an idempotency key: longer than the provider takes to answer. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** The lease for a call with a file: also includes the time a caller may take to send it. */
  private static final Duration LEASE_WITH_FILE = FormBytes.TIMEOUT.plus(LEASE);

  private final CrmProvider provider;
  private final KeyedCalls keys;
  private final CrmAudit audit;

  CrmCalls(CrmProvider provider, KeyedCalls keys, CrmAudit audit) {
    this.provider = provider;
    this.keys = keys;
    this.audit = audit;
  }

  /** Makes a query. */
  CrmOutcome query(CrmCall call, Caller caller) {
    return audit.recordOutcome(call, caller, new Answered(call, provider.call(call)));
  }

  /** Deletes a contact as part of an erasure. */
  CrmResult delete(long contact, Caller caller) {
    var call = new CrmCall.DeleteContact(contact);
    var result = provider.call(call);
    audit.recordOutcome(call, caller, new Answered(call, result));
    return result;
  }

  /**
   * Makes a call that changes something; with an Idempotency-Key, at most once.
   *
   * @param upload the file of the request, which is read while it is sent to the provider; null if
   *     there is none
   * @param key null if the request has no key
   */
  Reply<CrmOutcome> change(
      CrmCall call,
      @Nullable Upload upload,
      Caller caller,
      @Nullable IdempotentCall<CrmOutcome> key) {
    return keys.make(
        key,
        upload == null ? LEASE : LEASE_WITH_FILE,
        () -> execute(call, upload, caller),
        InUse::new);
  }

  private CrmOutcome execute(CrmCall call, @Nullable Upload upload, Caller caller) {
    var result = provider.call(call);
    var fault = upload == null ? null : upload.fault();
    // A success stands, even if reading the rest of the form failed.
    var outcome =
        fault == null || result instanceof CrmResult.Done
            ? new Answered(call, result)
            : new Stopped(fault);
    return audit.recordOutcome(call, caller, outcome);
  }
}
