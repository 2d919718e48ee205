package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Answers a call as the {@link ScriptedBehaviour} of its number says: with the ordinary response, a
 * late one, an error or none.
 */
final class ScriptedResponses {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
  private static final int RETRY_AFTER = 542;
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final Duration UNANSWERED = Duration.ofSeconds(60);

  private final ResponseDelay delay;

  ScriptedResponses(ResponseDelay delay) {
    this.delay = delay;
  }

  ResponseEntity<?> respond(
      Msisdn destination,
      HttpServletRequest request,
      Supplier<ResponseEntity<ResponseEnvelope>> ordinary) {
    return switch (ScriptedBehaviour.of(destination)) {
      case ALWAYS_THROTTLED ->
          ProviderError.THROTTLED.answer(new ResponseData.Throttled(RETRY_AFTER));
      case SERVER_ERROR -> ProviderError.SERVER_ERROR.answer();
      case SLOW -> {
        var answer = ordinary.get();
        delay.await(SLOW);
        yield answer;
      }
      case UNANSWERED -> {
        delay.await(UNANSWERED);
        yield lost(request);
      }
      case ANSWER_LOST -> {
        var answer = ordinary.get();
        yield isSuccess(answer) ? lost(request) : answer;
      }
      case EXCEPTION_AFTER_SENDING -> {
        var answer = ordinary.get();
        yield isSuccess(answer) ? ProviderError.EXCEPTION.answer() : answer;
      }
      case MAINTENANCE -> maintenance(request);
      case PLAN_EXPIRED -> ProviderError.PLAN_EXPIRED.answer();
      case UNDELIVERABLE, EXPIRED_AT_ONCE, BLOCKED, CONTACT_LIMIT, ORDINARY -> ordinary.get();
    };
  }

  private static boolean isSuccess(ResponseEntity<ResponseEnvelope> answer) {
    var body = answer.getBody();
    return body != null && body.isSuccess();
  }

  /** Ignores the Accept header, as a web server in front of the provider does. */
  private static ResponseEntity<Resource> maintenance(HttpServletRequest request) {
    var page =
        ServletUriComponentsBuilder.fromRequest(request)
            .replacePath("/sandbox/maintenance")
            .replaceQuery(null)
            .build()
            .toUri();
    var body =
        "<!DOCTYPE html><html><head><title>Redirecting</title></head>"
            + "<body>Redirecting to <a href=\"%1$s\">%1$s</a>.</body></html>".formatted(page);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(page)
        .contentType(HTML)
        .body(new ByteArrayResource(body.getBytes(UTF_8)));
  }

  private static ResponseEntity<ResponseEnvelope> lost(HttpServletRequest request) {
    ConnectionCloseValve.mark(request);
    return ResponseEntity.ok().build();
  }
}
