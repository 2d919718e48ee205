package dev.otpauth.crm;

import dev.otpauth.caller.Caller;
import dev.otpauth.crm.CrmOutcome.Answered;
import dev.otpauth.crm.ErasedContacts.Kept;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Deletes a number's contacts at the provider. Each search and each deletion is a call of the
 * caller's, and entered in the audit record as such.
 */
@Service
public class ContactErasure {

  private static final int PER_PAGE = 100;

  /** The search is for digits that few contacts have. */
  private static final int MOST_PAGES = 20;

  private final CrmCalls calls;

  ContactErasure(CrmCalls calls) {
    this.calls = calls;
  }

  /** Deletes those that the provider lets go, and says what became of each. */
  public ErasedContacts erase(PhoneNumber mobile, Caller caller) {
    return found(mobile, caller)
        .map(found -> erased(found, mobile, caller))
        .orElse(ErasedContacts.NOT_ASKED);
  }

  private ErasedContacts erased(Map<Long, JsonNode> found, PhoneNumber mobile, Caller caller) {
    var kept = new ArrayList<Kept>();
    var open = new ArrayList<Long>();
    found.forEach(
        (id, contact) -> {
          switch (calls.delete(id, caller)) {
            case CrmResult.Done _, CrmResult.NotFound _ -> {}
            case CrmResult.Conflict _ -> kept.add(whyKept(contact));
            case CrmResult.Listed _, CrmResult.Invalid _, Failure _ -> open.add(id);
          }
        });
    if (!open.isEmpty()) {
      // An answer that was lost may have been a success.
      found(mobile, caller).ifPresent(still -> open.retainAll(still.keySet()));
    }
    return new ErasedContacts(found.size() - kept.size() - open.size(), kept, open.size());
  }

  private static Kept whyKept(JsonNode contact) {
    return contact.path("is_blocked").asInt(0) == 0 ? Kept.HAS_MESSAGES : Kept.BLOCKED;
  }

  /** By their ids; empty where the provider could not be asked. */
  private Optional<Map<Long, JsonNode>> found(PhoneNumber mobile, Caller caller) {
    var found = new LinkedHashMap<Long, JsonNode>();
    for (var page = 1; page <= MOST_PAGES; page++) {
      // Contacts have country code and number apart, and are searched by the latter.
      var search = new CrmCall.SearchContacts(new Paging(page, PER_PAGE), mobile.nationalDigits());
      if (!(calls.query(search, caller) instanceof Answered(_, CrmResult.Listed listed))) {
        return Optional.empty();
      }
      for (var entry : listed.entries()) {
        if (isOf(mobile, entry) && entry.path("id").canConvertToLong()) {
          found.put(entry.path("id").longValue(), entry);
        }
      }
      if (listed.entries().isEmpty() || page >= listed.lastPage()) {
        break;
      }
    }
    return Optional.of(found);
  }

  /** Nothing but the very number: what is deleted is gone. */
  private static boolean isOf(PhoneNumber mobile, JsonNode contact) {
    var code = contact.path("mobile_code").asString("").replace("+", "").strip();
    var number = contact.path("mobile").asString("").strip();
    var written = code.isEmpty() ? number : "+" + code + number.replaceFirst("^0+", "");
    return PhoneNumber.parse(written).filter(mobile::equals).isPresent();
  }
}
