package dev.otpauth.crm;

import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.provider.CrmCall;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints for the conversations of Spektif's inbox. */
@RestController
@RequestMapping("/spektif/conversations")
class ConversationController {

  private static final String ONE = "/{id:" + PathId.SEGMENT + "}";

  private final CrmCalls calls;
  private final CrmAnswers answers;
  private final KeyedAnswers keyed;

  ConversationController(CrmCalls calls, CrmAnswers answers, KeyedAnswers keyed) {
    this.calls = calls;
    this.answers = answers;
    this.keyed = keyed;
  }

  @PostMapping("/search")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PageBody.class)))
  ResponseEntity<?> search(
      @RequestBody(required = false) @Valid @Nullable ConversationSearchBody body,
      Caller caller,
      HttpServletRequest http) {
    var call = Objects.requireNonNullElse(body, ConversationSearchBody.ALL).call();
    return answers.answer(calls.query(call, caller), http);
  }

  @GetMapping(ONE)
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  ResponseEntity<?> details(@PathVariable("id") String id, Caller caller, HttpServletRequest http) {
    var conversation = PathId.parse(id);
    if (conversation.isEmpty()) {
      return answers.notFound(http);
    }
    var call = new CrmCall.GetConversation(conversation.getAsLong());
    return answers.answer(calls.query(call, caller), http);
  }

  @PutMapping(ONE + "/status")
  @ApiResponse(responseCode = "204", content = @Content)
  ResponseEntity<?> status(
      @PathVariable("id") String id,
      @RequestBody @Valid StatusBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var conversation = PathId.parse(id);
    if (conversation.isEmpty()) {
      return answers.notFound(http);
    }
    var call = new CrmCall.ChangeStatus(conversation.getAsLong(), body.parsedStatus());
    return keyed.answer(call, null, caller, key, http);
  }
}
