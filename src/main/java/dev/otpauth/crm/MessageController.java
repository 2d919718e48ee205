package dev.otpauth.crm;

import dev.otpauth.caller.Caller;
import dev.otpauth.idempotency.IdempotencyKey;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints for messages from Spektif's inbox and for their templates. */
@RestController
@RequestMapping("/spektif")
class MessageController {

  private final CrmCalls calls;
  private final CrmAnswers answers;
  private final KeyedAnswers keyed;

  MessageController(CrmCalls calls, CrmAnswers answers, KeyedAnswers keyed) {
    this.calls = calls;
    this.answers = answers;
    this.keyed = keyed;
  }

  @PostMapping(
      path = "/messages",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  ResponseEntity<?> send(
      @RequestBody @Valid MessageBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    return keyed.answer(body.call(), body.upload(), caller, key, http);
  }

  @PostMapping("/messages/template")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  ResponseEntity<?> sendTemplate(
      @RequestBody @Valid TemplateMessageBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    return keyed.answer(body.call(), null, caller, key, http);
  }

  @PostMapping("/templates/search")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PageBody.class)))
  ResponseEntity<?> templates(
      @RequestBody(required = false) @Valid @Nullable TemplateSearchBody body,
      Caller caller,
      HttpServletRequest http) {
    var call = Objects.requireNonNullElse(body, TemplateSearchBody.ALL).call();
    return answers.answer(calls.query(call, caller), http);
  }
}
