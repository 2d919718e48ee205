package dev.otpauth.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains a failed start caused by settings, including those of the database. Never prints a
 * value, which may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingFailureAnalyzer implements FailureAnalyzer {

  private static final String ACTION =
      "Correct these settings; src/docs/configuration.md describes all of them.";

  private final Environment environment;

  SettingFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    var chain = SettingErrorText.chain(failure);
    var sentences = sentences(chain);
    return sentences.isEmpty()
        ? null
        : new FailureAnalysis(String.join("\n", sentences), ACTION, failure);
  }

  private List<String> sentences(List<Throwable> chain) {
    for (var cause : chain) {
      if (cause instanceof InvalidSettings invalid) {
        return invalid.sentences();
      }
    }
    var database = new DatabaseFailure(chain, new DatabaseSettings(environment, isFlyways(chain)));
    return database.sentence().map(List::of).orElseGet(() -> ofOneSetting(chain));
  }

  private static boolean isFlyways(List<Throwable> chain) {
    return chain.stream().anyMatch(it -> it.getClass().getName().startsWith("org.flywaydb."));
  }

  /**
   * Explains a setting that is bound later, such as one of Spring Boot's, or that does not fit the
   * stored data.
   */
  private static List<String> ofOneSetting(List<Throwable> chain) {
    var errors = new SettingErrors(SettingCatalogue.ours());
    for (var cause : chain) {
      if (cause instanceof BindException bind) {
        errors.add(bind.getName().toString(), SettingErrorText.of(bind.getTarget(), bind));
        return errors.sentences();
      }
    }
    SettingErrorText.ours(chain.getFirst()).ifPresent(errors::addMessage);
    return errors.sentences();
  }
}
