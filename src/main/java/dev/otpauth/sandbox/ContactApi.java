package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Simulates the provider's four contact operations. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/contact")
class ContactApi {

  private final SimulatedContacts contacts;
  private final Conversations conversations;
  private final ImageStore images;
  private final ScriptedResponses scripted;
  private final JsonMapper mapper;

  ContactApi(
      SimulatedContacts contacts,
      Conversations conversations,
      ImageStore images,
      ScriptedResponses scripted,
      JsonMapper mapper) {
    this.contacts = contacts;
    this.conversations = conversations;
    this.images = images;
    this.scripted = scripted;
    this.mapper = mapper;
  }

  @GetMapping("/list")
  ResponseEntity<ResponseEnvelope> list(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var query = PageQuery.of(fields);
    var search = fields.optional("search");
    var matching =
        contacts.newestFirst().stream()
            .filter(contact -> search.filter(it -> !contact.matches(it)).isEmpty())
            .toList();
    var origin = RequestUrl.origin(request);
    var page =
        LaravelPage.of(
            matching,
            query,
            RequestUrl.path(request),
            it -> CrmResponseData.ContactRow.of(it, origin));
    return ResponseEntity.ok(
        ResponseEnvelope.success(
            "contact-list", "Contact list.", new CrmResponseData.Contacts(page)));
  }

  @PostMapping("/store")
  ResponseEntity<?> store(HttpServletRequest request) throws IOException {
    var draft = ContactDraft.ofNew(fields(request), images);
    var number = draft.number().orElseThrow();
    return scripted.respond(
        number, request, () -> answer(contacts.create(number, draft), RequestUrl.origin(request)));
  }

  @PostMapping("/update/{id}")
  ResponseEntity<?> update(@PathVariable String id, HttpServletRequest request) throws IOException {
    var draft = ContactDraft.ofChanges(fields(request), images);
    var contact = RecordId.parse(id).flatMap(contacts::find);
    if (contact.isEmpty()) {
      return ProviderError.UNKNOWN_CONTACT.answer();
    }
    return scripted.respond(
        draft.number().orElse(contact.get().number()),
        request,
        () -> answer(contacts.change(contact.get().id(), draft), RequestUrl.origin(request)));
  }

  /** Ignores the body. */
  @DeleteMapping("/delete/{id}")
  ResponseEntity<ResponseEnvelope> delete(@PathVariable String id) {
    var outcome =
        RecordId.parse(id)
            .map(conversations::deleteContact)
            .orElse(ContactDeleteOutcome.UNKNOWN_CONTACT);
    return switch (outcome) {
      case DELETED ->
          ResponseEntity.ok(
              ResponseEnvelope.success("contact_deleted", "The contact was deleted.", null));
      case UNKNOWN_CONTACT -> ProviderError.NO_SUCH_CONTACT.answer();
      case HAS_MESSAGES -> ProviderError.CONTACT_HAS_MESSAGES.answer();
      case IS_BLOCKED -> ProviderError.BLOCKED_CONTACT_STAYS.answer();
    };
  }

  private RequestFields fields(HttpServletRequest request) throws IOException {
    return RequestFields.of(request, mapper, ProviderError.INVALID_REQUEST);
  }

  private static ResponseEntity<ResponseEnvelope> answer(ContactOutcome outcome, String origin) {
    return switch (outcome) {
      case ContactOutcome.Saved(var contact) ->
          ResponseEntity.ok(
              ResponseEnvelope.success(
                  "contact_save",
                  "The contact was saved.",
                  new CrmResponseData.SavedContact(
                      CrmResponseData.ContactRow.of(contact, origin))));
      case ContactOutcome.NumberTaken _ -> ProviderError.NUMBER_TAKEN.answer();
      case ContactOutcome.LimitReached _ -> ProviderError.CONTACT_LIMIT.answer();
      case ContactOutcome.UnknownContact _ -> ProviderError.UNKNOWN_CONTACT.answer();
    };
  }
}
