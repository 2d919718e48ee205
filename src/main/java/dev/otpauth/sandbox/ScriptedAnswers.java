package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/** Plays the {@link Script} of a number around the ordinary answer to a send or resend. */
final class ScriptedAnswers {

  private static final int RETRY_AFTER = 542;
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final Duration UNANSWERED = Duration.ofSeconds(60);

  private final Pause pause;

  ScriptedAnswers(Pause pause) {
    this.pause = pause;
  }

  ResponseEntity<Answer> play(
      Msisdn destination, HttpServletRequest request, Supplier<ResponseEntity<Answer>> ordinary) {
    return switch (Script.of(destination)) {
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
        yield answer.getStatusCode().is2xxSuccessful() ? lost(request) : answer;
      }
      case UNDELIVERABLE, EXPIRED_AT_ONCE, ORDINARY -> ordinary.get();
    };
  }

  private static ResponseEntity<Answer> lost(HttpServletRequest request) {
    ConnectionCut.mark(request);
    return ResponseEntity.ok().build();
  }
}
