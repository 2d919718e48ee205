package dev.otpauth.crm;

import dev.otpauth.audit.AuditEntry;
import dev.otpauth.audit.AuditRecord;
import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.CallOutcome.Effect;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.provider.CrmCall;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes who made which call, and its outcome, to the audit record; never the content of the call.
 */
@Component
class CrmAudit {

  private final AuditRecord audit;
  private final PhoneVault vault;
  private final CurrentTrace trace;
  private final Clock clock;

  CrmAudit(AuditRecord audit, PhoneVault vault, CurrentTrace trace, Clock clock) {
    this.audit = audit;
    this.vault = vault;
    this.trace = trace;
    this.clock = clock;
  }

  /** Records the outcome of a call, and returns it. */
  CrmOutcome recordOutcome(CrmCall call, Caller caller, CrmOutcome outcome) {
    if (outcome.effect() == Effect.NOT_STARTED) {
      audit.count(caller.id(), value(call), outcome.value());
      return outcome;
    }
    audit.writeOrLog(
        new AuditEntry(
            clock.instant(),
            caller.id(),
            value(call),
            outcome.value(),
            null,
            phone(call),
            trace.id()));
    return outcome;
  }

  private static String value(CrmCall call) {
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
