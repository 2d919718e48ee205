package dev.otpauth.runtime;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Explains why a value is invalid, as the end of the sentence "Setting …"; never quotes the value.
 */
final class SettingErrorText {

  static final String UNRESOLVED = "refers to a ${…} that is not set";

  private static final String OURS = "dev.otpauth.";

  private SettingErrorText() {}

  static String of(Bindable<?> target, Throwable failure) {
    var chain = chain(failure);
    if (chain.stream().anyMatch(PlaceholderResolutionException.class::isInstance)) {
      return UNRESOLVED;
    }
    return ours(failure).orElseGet(() -> "must be " + kind(type(target, chain)));
  }

  /** Returns the message of an exception that our own code threw; empty for others. */
  static Optional<String> ours(Throwable failure) {
    var root = chain(failure).getLast();
    var isOurs =
        (root instanceof IllegalArgumentException || root instanceof IllegalStateException)
            && root.getStackTrace().length > 0
            && root.getStackTrace()[0].getClassName().startsWith(OURS);
    return isOurs ? Optional.ofNullable(root.getMessage()) : Optional.empty();
  }

  static List<Throwable> chain(Throwable failure) {
    var chain = new ArrayList<Throwable>();
    for (var it = failure; it != null && !chain.contains(it); it = it.getCause()) {
      chain.add(it);
    }
    return chain;
  }

  /** For a list, the type of the invalid entry. */
  private static Class<?> type(Bindable<?> target, List<Throwable> chain) {
    Class<?> type = target.getType().toClass();
    for (var cause : chain) {
      if (cause instanceof ConversionFailedException conversion) {
        type = conversion.getTargetType().getType();
      }
    }
    return ClassUtils.resolvePrimitiveIfNecessary(type);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(it -> ((Enum<?>) it).name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    if (type == Integer.class || type == Long.class || type == Short.class) {
      return "a whole number in range, such as 5";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a duration with its unit, such as 500ms, 30s, 5m, 12h or 30d";
    }
    if (type == Instant.class) {
      return "a time in UTC, such as 2026-12-31T00:00:00Z";
    }
    if (type == URI.class) {
      return "an address, such as https://otp.example.com";
    }
    return "of another form: see src/docs/configuration.md";
  }
}
