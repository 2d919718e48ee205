package dev.otpauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The alerts: well formed, tested, and each with a section of the run book. */
class RulesTest {

  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUN_BOOK =
      Pattern.compile("runbook_url: src/docs/operations.md#(\\S+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  @EnabledIf("dev.otpauth.deploy.PrometheusTools#areInstalled")
  void promtoolAgrees() throws IOException {
    assertThat(PrometheusTools.objections("check", "config", "prometheus.yml")).isEmpty();
    assertThat(PrometheusTools.objections("check", "rules", "rules.yml")).isEmpty();
    assertThat(PrometheusTools.objections("test", "rules", "rules-test.yml")).isEmpty();
  }

  @Test
  void everyAlertIsTestedBothWays() throws IOException {
    var tests = text("rules-test.yml").split("eval_time:", -1);
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            name -> {
              var about = Pattern.compile("alertname: " + name + "\n");
              assertThat(tests)
                  .as(name)
                  .anyMatch(it -> about.matcher(it).find() && it.contains("exp_labels"))
                  .anyMatch(it -> about.matcher(it).find() && it.contains("exp_alerts: []"));
            });
  }

  @Test
  void everyAlertNamesASectionOfTheRunBook() throws IOException {
    var runBook = Files.readString(Path.of("src", "docs", "operations.md"));
    var anchors =
        HEADING
            .matcher(runBook)
            .results()
            .map(it -> it.group(1).toLowerCase(Locale.ROOT).replace(" ", "-"))
            .toList();
    var named = found(RUN_BOOK);
    assertThat(named).hasSameSizeAs(alerts());
    assertThat(anchors).containsAll(named);
  }

  private static List<String> alerts() throws IOException {
    return found(ALERT);
  }

  private static List<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(text("rules.yml"))
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  private static String text(String name) throws IOException {
    return Files.readString(PrometheusTools.RULES.resolve(name));
  }
}
