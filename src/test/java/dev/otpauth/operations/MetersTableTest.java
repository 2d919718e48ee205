package dev.otpauth.operations;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented table of meters is what the running service exports. */
class MetersTableTest extends ObservedService {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| (.*?)\\| .+ \\|$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final Pattern OURS = Pattern.compile("(otp|spektif)_.*");

  @Test
  void whatIsExportedIsInTheTableAndTheOtherWayRound() throws IOException {
    happens();
    var table = table();
    var exported = get("/actuator/prometheus", "support").body();
    var types =
        TYPE.matcher(exported).results().collect(toMap(it -> it.group(1), it -> it.group(2)));

    assertThat(types).containsAllEntriesOf(typesOf(table));
    assertThat(types.keySet())
        .filteredOn(it -> OURS.matcher(it).matches())
        .map(it -> it.replaceFirst("_max$", ""))
        .allSatisfy(it -> assertThat(table).containsKey(it));
    table.forEach(
        (name, row) -> assertThat(labels(exported, name)).as(name).isEqualTo(words(row.group(3))));
  }

  @Test
  void timersOfOursHaveBuckets() {
    happens();
    var exported = get("/actuator/prometheus", "support").body();

    for (var timer :
        Set.of(
            "otp_request", "otp_confirm", "otp_resend", "spektif_call", "http_server_requests")) {
      assertThat(exported).containsPattern(timer + "_seconds_bucket\\{.*le=\"0.25\"");
    }
  }

  /** Makes calls of every kind. */
  private void happens() {
    var id = requested("+6281234567840");
    confirm(id, "000000");
    resend(id);
    confirm(id, ExternalSystems.RIGHT);
    get("/auth/otp/" + id, "nobody");
    outside.providerIsDownFor(1);
    post("request", "{\"mobile\":\"+6281234567841\"}");
    System.gc();
    until(
        () -> {
          var exported = get("/actuator/prometheus", "support").body();
          return exported.contains("otp_events_total{")
              && exported.contains("jvm_gc_pause_seconds_count{")
              && !exported.contains("otp_cooldowns NaN");
        });
  }

  private static Map<String, MatchResult> table() throws IOException {
    return ROW.matcher(Files.readString(Path.of("src/docs/metrics.md")))
        .results()
        .collect(toMap(it -> it.group(1), identity()));
  }

  private static Map<String, String> typesOf(Map<String, MatchResult> table) {
    return table.values().stream().collect(toMap(it -> it.group(1), it -> it.group(2)));
  }

  private static Set<String> labels(String exported, String name) {
    return exported
        .lines()
        .filter(it -> it.matches(name + "(_bucket|_count|_sum)?[{ ].*"))
        .flatMap(it -> LABEL.matcher(it.replaceFirst("}[^}]*$", "")).results())
        .map(it -> it.group(1))
        .filter(it -> !it.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> words(String cell) {
    return Arrays.stream(cell.split("[ ,`]+"))
        .filter(it -> !it.isBlank())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
