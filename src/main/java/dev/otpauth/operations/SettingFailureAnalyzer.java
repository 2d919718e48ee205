package dev.otpauth.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;

/**
 * Says in one sentence which setting stopped the start. Never prints a setting's value: it may be a
 * secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingFailureAnalyzer implements FailureAnalyzer {

  /** Spring Boot's, and not public. */
  private static final String NO_DATABASE =
      "org.springframework.boot.jdbc.autoconfigure.DataSourceProperties$DataSourceBeanCreationException";

  private static final String ACTION =
      "Correct the setting; the README lists each with its meaning.";

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    var chain = new ArrayList<Throwable>();
    for (var it = failure; it != null && !chain.contains(it); it = it.getCause()) {
      chain.add(it);
    }
    for (var cause : chain) {
      if (cause instanceof BindValidationException invalid) {
        return analysis(invalid(invalid), failure);
      }
    }
    for (var cause : chain) {
      if (cause.getClass().getName().equals(NO_DATABASE)) {
        return analysis(
            "Setting %s is missing.".formatted(named("spring.datasource.url")), failure);
      }
    }
    var root = chain.getLast();
    if (isOurs(root)) {
      return analysis(ours(chain), failure);
    }
    for (var cause : chain) {
      if (cause instanceof BindException bind) {
        return analysis(unreadable(bind), failure);
      }
    }
    return null;
  }

  private static String invalid(BindValidationException e) {
    var prefix = e.getValidationErrors().getName();
    return e.getValidationErrors().getAllErrors().stream()
        .map(
            error ->
                error instanceof FieldError field
                    ? "Setting %s%s %s."
                        .formatted(
                            named(prefix + "." + kebab(field.getField())),
                            field.getRejectedValue() == null ? " is missing: it" : "",
                            error.getDefaultMessage())
                    : "Setting %s %s.".formatted(prefix, error.getDefaultMessage()))
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /**
   * What a single value's type objects to does not know its setting; what a record does, names it.
   */
  private static String ours(List<Throwable> chain) {
    var message = Objects.requireNonNullElse(chain.getLast().getMessage(), "A setting is wrong");
    return chain.stream().anyMatch(ConversionFailedException.class::isInstance)
        ? chain.stream()
            .filter(BindException.class::isInstance)
            .map(
                it ->
                    "Setting %s %s."
                        .formatted(named(((BindException) it).getName().toString()), message))
            .findFirst()
            .orElse(message)
        : message;
  }

  private static String unreadable(BindException e) {
    var type = e.getTarget().getType().toClass().getSimpleName();
    return "Setting %s cannot be read as %s.".formatted(named(e.getName().toString()), type);
  }

  /** Whether our own code threw it, with a message written for the operator. */
  private static boolean isOurs(Throwable root) {
    return (root instanceof IllegalArgumentException || root instanceof IllegalStateException)
        && root.getStackTrace().length > 0
        && root.getStackTrace()[0].getClassName().startsWith("dev.otpauth.");
  }

  private static String kebab(String field) {
    return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String named(String property) {
    var variable = property.replaceAll("[.\\[\\-]", "_").replace("]", "").toUpperCase(Locale.ROOT);
    return "%s (environment %s)".formatted(property, variable);
  }

  private static FailureAnalysis analysis(String description, Throwable failure) {
    return new FailureAnalysis(description, ACTION, failure);
  }
}
