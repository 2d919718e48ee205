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

/** Simulates the provider's operations on conversations. */
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
  ResponseEntity<ResponseEnvelope> list(HttpServletRequest request) throws IOException {
    var fields = fields(request);
    var query = PageQuery.of(fields);
    var validation = new FieldValidator(fields);
    var status = validation.status("status");
    validation.throwIfInvalid();
    var matching =
        conversations.newestFirst().stream()
            .filter(chat -> status.filter(it -> it != chat.conversation().status()).isEmpty())
            .toList();
    var page =
        LaravelPage.of(
            matching,
            query,
            RequestUrl.path(request),
            it -> row(it, request, CrmResponseData.ContactRow::of));
    return ResponseEntity.ok(
        ResponseEnvelope.success(
            "inbox", "Conversation list.", new CrmResponseData.Conversations(page)));
  }

  /** Ignores the body. */
  @GetMapping("/conversation-details/{id}")
  ResponseEntity<ResponseEnvelope> details(@PathVariable String id, HttpServletRequest request) {
    return RecordId.parse(id)
        .flatMap(conversations::find)
        .map(it -> row(it, request, CrmResponseData.ContactRow::ofDetails))
        .map(CrmResponseData.OneConversation::new)
        .map(it -> ResponseEnvelope.success("conversation_details", "Conversation details.", it))
        .map(ResponseEntity::ok)
        .orElseGet(ProviderError.NO_SUCH_CONVERSATION::answer);
  }

  @PostMapping("/change-conversation-status/{id}")
  ResponseEntity<ResponseEnvelope> changeStatus(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    var validation = new FieldValidator(fields(request));
    validation.require("status");
    var status = validation.status("status");
    validation.throwIfInvalid();
    if (!conversations.changeStatus(RecordId.parse(id).orElse(0L), status.orElseThrow())) {
      return ProviderError.NO_SUCH_CONVERSATION.answer();
    }
    return ResponseEntity.ok(
        ResponseEnvelope.success(
            "status_updated", "The status of the conversation was updated.", null));
  }

  private RequestFields fields(HttpServletRequest request) throws IOException {
    return RequestFields.of(request, mapper, ProviderError.INVALID_REQUEST);
  }

  private static CrmResponseData.ConversationRow row(
      Conversations.Chat chat,
      HttpServletRequest request,
      BiFunction<Contact, String, CrmResponseData.ContactRow> toRow) {
    return CrmResponseData.ConversationRow.of(
        chat.conversation(), toRow.apply(chat.contact(), RequestUrl.origin(request)));
  }
}
