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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints for Spektif's contacts. */
@RestController
@RequestMapping("/spektif/contacts")
class ContactController {

  private static final String ONE = "/{id:" + PathId.SEGMENT + "}";

  private final CrmCalls calls;
  private final CrmAnswers answers;
  private final KeyedAnswers keyed;

  ContactController(CrmCalls calls, CrmAnswers answers, KeyedAnswers keyed) {
    this.calls = calls;
    this.answers = answers;
    this.keyed = keyed;
  }

  @PostMapping("/search")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PageBody.class)))
  ResponseEntity<?> search(
      @RequestBody(required = false) @Valid @Nullable ContactSearchBody body,
      Caller caller,
      HttpServletRequest http) {
    var call = Objects.requireNonNullElse(body, ContactSearchBody.ALL).call();
    return answers.answer(calls.query(call, caller), http);
  }

  @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(type = "object")))
  ResponseEntity<?> create(
      @RequestBody @Valid NewContactBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var call = new CrmCall.CreateContact(body.contact());
    return keyed.answer(call, body.upload(), caller, key, http);
  }

  @PatchMapping(
      path = ONE,
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  ResponseEntity<?> update(
      @PathVariable("id") String id,
      @RequestBody @Valid ContactChangesBody body,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var contact = PathId.parse(id);
    if (contact.isEmpty()) {
      return answers.notFound(http);
    }
    var call = new CrmCall.UpdateContact(contact.getAsLong(), body.contact());
    return keyed.answer(call, body.upload(), caller, key, http);
  }

  @DeleteMapping(ONE)
  @ApiResponse(responseCode = "204", content = @Content)
  ResponseEntity<?> delete(
      @PathVariable("id") String id,
      Caller caller,
      @Nullable IdempotencyKey key,
      HttpServletRequest http) {
    var contact = PathId.parse(id);
    if (contact.isEmpty()) {
      return answers.notFound(http);
    }
    var call = new CrmCall.DeleteContact(contact.getAsLong());
    return keyed.answer(call, null, caller, key, http);
  }
}
