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

/** The provider's four operations of contacts. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/contact")
class ContactApi {

  private final SimulatedContacts book;
  private final Conversations conversations;
  private final Pictures pictures;
  private final ScriptedAnswers scripted;
  private final JsonMapper mapper;

  ContactApi(
      SimulatedContacts book,
      Conversations conversations,
      Pictures pictures,
      ScriptedAnswers scripted,
      JsonMapper mapper) {
    this.book = book;
    this.conversations = conversations;
    this.pictures = pictures;
    this.scripted = scripted;
    this.mapper = mapper;
  }

  @GetMapping("/list")
  ResponseEntity<SimulatedAnswer> list(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var query = PageQuery.of(fields);
    var search = fields.optional("search");
    var matching =
        book.newestFirst().stream()
            .filter(contact -> search.filter(it -> !contact.matches(it)).isEmpty())
            .toList();
    var origin = Address.origin(request);
    var page =
        LaravelPage.of(
            matching, query, Address.path(request), it -> CrmData.ContactRow.of(it, origin));
    return ResponseEntity.ok(
        SimulatedAnswer.success("contact-list", "Contact list.", new CrmData.Contacts(page)));
  }

  @PostMapping("/store")
  ResponseEntity<?> store(HttpServletRequest request) throws IOException {
    var draft = ContactDraft.ofNew(fields(request), pictures);
    var number = draft.number().orElseThrow();
    return scripted.play(
        number, request, () -> answer(book.make(number, draft), Address.origin(request)));
  }

  @PostMapping("/update/{id}")
  ResponseEntity<?> update(@PathVariable String id, HttpServletRequest request) throws IOException {
    var draft = ContactDraft.ofChanges(fields(request), pictures);
    var contact = RowId.parse(id).flatMap(book::find);
    if (contact.isEmpty()) {
      return Refusal.UNKNOWN_CONTACT.answer();
    }
    return scripted.play(
        draft.number().orElse(contact.get().number()),
        request,
        () -> answer(book.change(contact.get().id(), draft), Address.origin(request)));
  }

  /** Fields of its body say nothing. */
  @DeleteMapping("/delete/{id}")
  ResponseEntity<SimulatedAnswer> delete(@PathVariable String id) {
    var outcome =
        RowId.parse(id).map(conversations::deleteContact).orElse(DeleteOutcome.UNKNOWN_CONTACT);
    return switch (outcome) {
      case DELETED ->
          ResponseEntity.ok(
              SimulatedAnswer.success("contact_deleted", "The contact was deleted.", null));
      case UNKNOWN_CONTACT -> Refusal.NO_SUCH_CONTACT.answer();
      case HAS_MESSAGES -> Refusal.CONTACT_HAS_MESSAGES.answer();
      case IS_BLOCKED -> Refusal.BLOCKED_CONTACT_STAYS.answer();
    };
  }

  private Fields fields(HttpServletRequest request) throws IOException {
    return Fields.of(request, mapper, Refusal.INVALID_REQUEST);
  }

  private static ResponseEntity<SimulatedAnswer> answer(ContactOutcome outcome, String origin) {
    return switch (outcome) {
      case ContactOutcome.Saved(var contact) ->
          ResponseEntity.ok(
              SimulatedAnswer.success(
                  "contact_save",
                  "The contact was saved.",
                  new CrmData.SavedContact(CrmData.ContactRow.of(contact, origin))));
      case ContactOutcome.NumberTaken _ -> Refusal.NUMBER_TAKEN.answer();
      case ContactOutcome.LimitReached _ -> Refusal.CONTACT_LIMIT.answer();
      case ContactOutcome.UnknownContact _ -> Refusal.UNKNOWN_CONTACT.answer();
    };
  }
}
