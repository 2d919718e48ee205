package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As many as go, provider instant. */
record Saturation(Stage stage) {

  private static final String FLOOR_DIFFERENCE =
      "The floor passes on and commits twice; the service also authenticates, validates, limits,"
          + " encrypts, keeps the answer under its idempotency key, audits, logs and measures.";
  private static final String AFTERNOON_DIFFERENCE =
      "The afternoon version writes one row in one commit with the number in the clear, and has no"
          + " authentication, limits, encryption, idempotency, settlement, audit or log of"
          + " requests.";
  private static final String CONFIRM_DIFFERENCE =
      "A confirm finds its verification instead of making it, and sets no limits on sends.";

  Turns measure(Subject service, Subject afternoon, @Nullable Floor floor)
      throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    stage
        .report()
        .title("Saturation: %d connections, provider instant".formatted(options.connections()));
    if (floor != null) {
      // Until it has found its pace.
      floor.run(Duration.ofSeconds(3));
      floor.run(Duration.ofSeconds(3));
    }
    var turns = Turns.take(options, () -> turn(service, afternoon, floor));
    stage.report().table(turns);
    stage.report().say("");
    if (floor != null) {
      ratio(turns, service, Floor.NAME, FLOOR_DIFFERENCE);
    }
    ratio(turns, service, afternoon.requests(), AFTERNOON_DIFFERENCE);
    stage
        .report()
        .ratio(turns, service.confirms(), service.requests(), Run.RATE, CONFIRM_DIFFERENCE);
    stage
        .report()
        .ratio(
            turns,
            service.loneRequests(),
            afternoon.loneRequests(),
            "p50 ms",
            "One caller after the other.");
    return turns;
  }

  /** Two services in turns, without the references. */
  Turns sideBySide(Subject service, Subject other)
      throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    var turns =
        Turns.take(
            options,
            () ->
                List.of(
                    service.request(options.connections(), options.run()),
                    other.request(options.connections(), options.run()),
                    service.confirm(options.connections(), options.confirms()),
                    other.confirm(options.connections(), options.confirms())));
    stage.report().table(turns);
    stage.report().say("");
    return turns;
  }

  private List<Run> turn(Subject service, Subject afternoon, @Nullable Floor floor)
      throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    var runs = new ArrayList<Run>();
    runs.add(service.request(options.connections(), options.run()));
    runs.add(service.confirm(options.connections(), options.confirms()));
    if (floor != null) {
      runs.add(floor.run(options.run()));
    }
    runs.add(afternoon.request(options.connections(), options.run()));
    runs.add(service.lone(options.run()));
    runs.add(afternoon.lone(options.run()));
    return runs;
  }

  private void ratio(Turns turns, Subject service, String other, String difference)
      throws IOException {
    stage.report().ratio(turns, service.requests(), other, Run.RATE, difference);
  }
}
