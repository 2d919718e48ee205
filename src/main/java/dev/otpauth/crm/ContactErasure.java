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
 * Deletes the contacts of a phone number at the provider. Each search and deletion is audited as a
 * call of the caller.
 */
@Service
public class ContactErasure {

  private static final int PER_PAGE = 100;

  /** Bounds the search; few contacts share the digits searched for. */
  private static final int MAX_PAGES = 20;

  private final CrmCalls calls;

  ContactErasure(CrmCalls calls) {
    this.calls = calls;
  }

  /**
   * Deletes all contacts of the number that the provider allows to be deleted, and returns how many
   * were deleted, kept or unknown.
   */
  public ErasedContacts erase(PhoneNumber mobile, Caller caller) {
    return found(mobile, caller)
        .map(found -> erased(found, mobile, caller))
        .orElse(ErasedContacts.UNKNOWN);
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
      // A deletion with a lost response may have succeeded.
      found(mobile, caller).ifPresent(still -> open.retainAll(still.keySet()));
    }
    return new ErasedContacts(found.size() - kept.size() - open.size(), kept, open.size());
  }

  private static Kept whyKept(JsonNode contact) {
    return contact.path("is_blocked").asInt(0) == 0 ? Kept.HAS_MESSAGES : Kept.BLOCKED;
  }

  /** Returns the contacts by id; empty if the provider could not be asked. */
  private Optional<Map<Long, JsonNode>> found(PhoneNumber mobile, Caller caller) {
    var found = new LinkedHashMap<Long, JsonNode>();
    for (var page = 1; page <= MAX_PAGES; page++) {
      // The provider stores country code and national number separately, and searches the latter.
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

  /** Only the exact number: a deletion cannot be undone. */
  private static boolean isOf(PhoneNumber mobile, JsonNode contact) {
    var code = contact.path("mobile_code").asString("").replace("+", "").strip();
    var number = contact.path("mobile").asString("").strip();
    var written = code.isEmpty() ? number : "+" + code + number.replaceFirst("^0+", "");
    return PhoneNumber.parse(written).filter(mobile::equals).isPresent();
  }
}
