package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The provider's operations of conversations. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/inbox")
class InboxApi {

  private final Conversations conversations;
  private final JsonMapper mapper;

  InboxApi(Conversations conversations, JsonMapper mapper) {
    this.conversations = conversations;
    this.mapper = mapper;
  }

  @GetMapping("/conversation-list")
  ResponseEntity<SimulatedAnswer> list(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var query = PageQuery.of(fields);
    var validation = new Validation(fields);
    var status = validation.status("status");
    validation.end();
    var matching =
        conversations.newestFirst().stream()
            .filter(chat -> status.filter(it -> it != chat.conversation().status()).isEmpty())
            .toList();
    var page =
        LaravelPage.of(
            matching, query, Address.path(request), it -> row(it, request, CrmData.ContactRow::of));
    return ResponseEntity.ok(
        SimulatedAnswer.success("inbox", "Conversation list.", new CrmData.Conversations(page)));
  }

  /** Fields of its body say nothing. */
  @GetMapping("/conversation-details/{id}")
  ResponseEntity<SimulatedAnswer> details(@PathVariable String id, HttpServletRequest request) {
    return RowId.parse(id)
        .flatMap(conversations::find)
        .map(it -> row(it, request, CrmData.ContactRow::ofDetails))
        .map(CrmData.OneConversation::new)
        .map(it -> SimulatedAnswer.success("conversation_details", "Conversation details.", it))
        .map(ResponseEntity::ok)
        .orElseGet(Refusal.NO_SUCH_CONVERSATION::answer);
  }

  @PostMapping("/change-conversation-status/{id}")
  ResponseEntity<SimulatedAnswer> changeStatus(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    var validation = new Validation(fields(request));
    validation.require("status");
    var status = validation.status("status");
    validation.end();
    if (!conversations.changeStatus(RowId.parse(id).orElse(0L), status.orElseThrow())) {
      return Refusal.NO_SUCH_CONVERSATION.answer();
    }
    return ResponseEntity.ok(
        SimulatedAnswer.success(
            "status_updated", "The status of the conversation was updated.", null));
  }

  private Fields fields(HttpServletRequest request) throws IOException {
    return Fields.of(request, mapper, Refusal.INVALID_REQUEST);
  }

  private static CrmData.ConversationRow row(
      Conversations.Chat chat,
      HttpServletRequest request,
      BiFunction<Contact, String, CrmData.ContactRow> written) {
    return CrmData.ConversationRow.of(
        chat.conversation(), written.apply(chat.contact(), Address.origin(request)));
  }
}
