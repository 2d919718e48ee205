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

/** The provider's operations that send messages, and its list of templates. */
@Profile("sandbox")
@RestController
@RequestMapping("/sandbox/external-api/inbox")
class MessageApi {

  private final Conversations conversations;
  private final Pictures pictures;
  private final ScriptedAnswers scripted;
  private final JsonMapper mapper;

  MessageApi(
      Conversations conversations, Pictures pictures, ScriptedAnswers scripted, JsonMapper mapper) {
    this.conversations = conversations;
    this.pictures = pictures;
    this.scripted = scripted;
    this.mapper = mapper;
  }

  @PostMapping("/send-message")
  ResponseEntity<?> send(HttpServletRequest request) throws IOException {
    return send(
        MessageDraft.read(fields(request), pictures),
        request,
        sent ->
            SimulatedAnswer.success(
                "success",
                "The message was sent.",
                new CrmData.SentMessage(sent.conversationId(), CrmData.MessageRow.of(sent))));
  }

  @PostMapping("/send-template-message")
  ResponseEntity<?> sendTemplate(HttpServletRequest request) throws IOException {
    return send(
        MessageDraft.ofTemplate(fields(request)),
        request,
        sent ->
            SimulatedAnswer.success(
                "template_sent",
                "The template message was sent.",
                new CrmData.SentTemplate(sent.conversationId())));
  }

  @GetMapping("/template-list")
  ResponseEntity<SimulatedAnswer> templates(HttpServletRequest request) throws IOException {
    var page =
        LaravelPage.of(
            Catalog.TEMPLATES,
            PageQuery.of(fields(request)),
            Address.path(request),
            CrmData.TemplateRow::of);
    return ResponseEntity.ok(
        SimulatedAnswer.success("inbox", "Template list.", new CrmData.Templates(page)));
  }

  private Fields fields(HttpServletRequest request) throws IOException {
    return Fields.of(request, mapper, Refusal.INVALID_REQUEST);
  }

  private ResponseEntity<?> send(
      MessageDraft draft,
      HttpServletRequest request,
      Function<ChatMessage, SimulatedAnswer> written) {
    return scripted.play(
        draft.mobile(),
        request,
        () ->
            switch (conversations.send(draft.mobile(), draft.content())) {
              case ChatOutcome.Sent(var message) -> ResponseEntity.ok(written.apply(message));
              case ChatOutcome.Blocked _ -> Refusal.BLOCKED.answer();
            });
  }
}
