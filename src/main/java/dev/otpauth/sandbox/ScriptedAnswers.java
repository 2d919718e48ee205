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
 * Plays the {@link ScriptedBehaviour} of a number around the ordinary answer to what is done to it.
 */
final class ScriptedAnswers {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
  private static final int RETRY_AFTER = 542;
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final Duration UNANSWERED = Duration.ofSeconds(60);

  private final Pause pause;

  ScriptedAnswers(Pause pause) {
    this.pause = pause;
  }

  ResponseEntity<?> play(
      Msisdn destination,
      HttpServletRequest request,
      Supplier<ResponseEntity<SimulatedAnswer>> ordinary) {
    return switch (ScriptedBehaviour.of(destination)) {
      case ALWAYS_THROTTLED -> Refusal.THROTTLED.answer(new Data.Throttled(RETRY_AFTER));
      case SERVER_ERROR -> Refusal.SERVER_ERROR.answer();
      case SLOW -> {
        var answer = ordinary.get();
        pause.hold(SLOW);
        yield answer;
      }
      case UNANSWERED -> {
        pause.hold(UNANSWERED);
        yield lost(request);
      }
      case ANSWER_LOST -> {
        var answer = ordinary.get();
        yield isSuccess(answer) ? lost(request) : answer;
      }
      case EXCEPTION_AFTER_SENDING -> {
        var answer = ordinary.get();
        yield isSuccess(answer) ? Refusal.EXCEPTION.answer() : answer;
      }
      case MAINTENANCE -> maintenance(request);
      case PLAN_EXPIRED -> Refusal.PLAN_EXPIRED.answer();
      case UNDELIVERABLE, EXPIRED_AT_ONCE, BLOCKED, CONTACT_LIMIT, ORDINARY -> ordinary.get();
    };
  }

  private static boolean isSuccess(ResponseEntity<SimulatedAnswer> answer) {
    var body = answer.getBody();
    return body != null && body.isSuccess();
  }

  /** The same page whatever a client accepts: it is looked at before the request is. */
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

  private static ResponseEntity<SimulatedAnswer> lost(HttpServletRequest request) {
    ConnectionCut.mark(request);
    return ResponseEntity.ok().build();
  }
}
