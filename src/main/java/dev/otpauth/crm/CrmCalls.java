package dev.otpauth.crm;

import dev.otpauth.audit.AuditEntry;
import dev.otpauth.audit.AuditRecord;
import dev.otpauth.caller.Caller;
import dev.otpauth.crm.CrmOutcome.Answered;
import dev.otpauth.crm.CrmOutcome.Stopped;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Makes each call: asks the provider, and notes in the audit record what came of it. */
@Service
class CrmCalls {

  private final ObjectProvider<CrmProvider> provider;
  private final AuditRecord audit;
  private final PhoneVault vault;
  private final CurrentTrace trace;
  private final Clock clock;

  CrmCalls(
      ObjectProvider<CrmProvider> provider,
      AuditRecord audit,
      PhoneVault vault,
      CurrentTrace trace,
      Clock clock) {
    this.provider = provider;
    this.audit = audit;
    this.vault = vault;
    this.trace = trace;
    this.clock = clock;
  }

  /** Makes a call that only reads. */
  CrmOutcome query(CrmCall call, Caller caller) {
    return audited(call, caller, new Answered(call, provider.getObject().call(call)));
  }

  /**
   * Makes a call that changes or sends; every one is made here.
   *
   * @param upload the file that it brings, which arrives while the provider is sent it
   */
  CrmOutcome change(CrmCall call, @Nullable Upload upload, Caller caller) {
    var result = provider.getObject().call(call);
    var fault = upload == null ? null : upload.fault();
    return audited(
        call,
        caller,
        // What certainly was done is told, whatever became of the file's last bytes.
        fault == null || result instanceof CrmResult.Done
            ? new Answered(call, result)
            : new Stopped(fault));
  }

  private CrmOutcome audited(CrmCall call, Caller caller, CrmOutcome outcome) {
    audit.enter(
        new AuditEntry(
            clock.instant(),
            caller.id(),
            word(call),
            outcome.word(),
            null,
            phone(call),
            trace.id()));
    return outcome;
  }

  private static String word(CrmCall call) {
    return switch (call) {
      case CrmCall.SearchContacts _ -> "contact_search";
      case CrmCall.CreateContact _ -> "contact_create";
      case CrmCall.UpdateContact _ -> "contact_update";
      case CrmCall.DeleteContact _ -> "contact_delete";
      case CrmCall.SearchConversations _ -> "conversation_search";
      case CrmCall.GetConversation _ -> "conversation_read";
      case CrmCall.ChangeStatus _ -> "conversation_status";
      case CrmCall.SendMessage _ -> "message";
      case CrmCall.SendTemplate _ -> "template_message";
      case CrmCall.SearchTemplates _ -> "template_search";
    };
  }

  private @Nullable KeyedDigest phone(CrmCall call) {
    return switch (call) {
      case CrmCall.CreateContact(var contact) -> digest(contact.mobile());
      case CrmCall.UpdateContact(_, var contact) -> digest(contact.mobile());
      case CrmCall.SendMessage(var mobile, _, _) -> digest(mobile);
      case CrmCall.SendTemplate(var mobile, _, _) -> digest(mobile);
      case CrmCall.SearchContacts _,
          CrmCall.DeleteContact _,
          CrmCall.SearchConversations _,
          CrmCall.GetConversation _,
          CrmCall.ChangeStatus _,
          CrmCall.SearchTemplates _ ->
          null;
    };
  }

  private @Nullable KeyedDigest digest(@Nullable PhoneNumber number) {
    return number == null ? null : vault.digest(number);
  }
}
