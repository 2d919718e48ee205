package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Simulates the provider's operations that send messages or list templates. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/inbox")
class MessageApi {

  private final Conversations conversations;
  private final ImageStore images;
  private final ScriptedResponses scripted;
  private final JsonMapper mapper;

  MessageApi(
      Conversations conversations,
      ImageStore images,
      ScriptedResponses scripted,
      JsonMapper mapper) {
    this.conversations = conversations;
    this.images = images;
    this.scripted = scripted;
    this.mapper = mapper;
  }

  @PostMapping("/send-message")
  ResponseEntity<?> send(HttpServletRequest request) throws IOException {
    return send(
        MessageDraft.read(fields(request), images),
        request,
        sent ->
            ResponseEnvelope.success(
                "success",
                "The message was sent.",
                new CrmResponseData.SentMessage(
                    sent.conversationId(), CrmResponseData.MessageRow.of(sent))));
  }

  @PostMapping("/send-template-message")
  ResponseEntity<?> sendTemplate(HttpServletRequest request) throws IOException {
    return send(
        MessageDraft.ofTemplate(fields(request)),
        request,
        sent ->
            ResponseEnvelope.success(
                "template_sent",
                "The template message was sent.",
                new CrmResponseData.SentTemplate(sent.conversationId())));
  }

  @GetMapping("/template-list")
  ResponseEntity<ResponseEnvelope> templates(HttpServletRequest request) throws IOException {
    var page =
        LaravelPage.of(
            TemplateCatalog.TEMPLATES,
            PageQuery.of(fields(request)),
            RequestUrl.path(request),
            CrmResponseData.TemplateRow::of);
    return ResponseEntity.ok(
        ResponseEnvelope.success("inbox", "Template list.", new CrmResponseData.Templates(page)));
  }

  private RequestFields fields(HttpServletRequest request) throws IOException {
    return RequestFields.of(request, mapper, ProviderError.INVALID_REQUEST);
  }

  private ResponseEntity<?> send(
      MessageDraft draft,
      HttpServletRequest request,
      Function<ChatMessage, ResponseEnvelope> toEnvelope) {
    return scripted.respond(
        draft.mobile(),
        request,
        () ->
            switch (conversations.send(draft.mobile(), draft.content())) {
              case MessageOutcome.Sent(var message) -> ResponseEntity.ok(toEnvelope.apply(message));
              case MessageOutcome.Blocked _ -> ProviderError.BLOCKED.answer();
            });
  }
}
