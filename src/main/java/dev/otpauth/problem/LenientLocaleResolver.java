package dev.otpauth.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.i18n.AbstractLocaleResolver;

/**
 * Resolves the locale from {@code Accept-Language} (RFC 9110), and also accepts POSIX forms such as
 * {@code id_ID}. Falls back to the first supported locale.
 */
final class LenientLocaleResolver extends AbstractLocaleResolver {

  /** Charset and variant of a POSIX locale, such as {@code id_ID.UTF-8}. */
  private static final Pattern POSIX = Pattern.compile("^([^;.@]*)[.@][^;]*");

  private final List<Locale> supported;

  LenientLocaleResolver(List<Locale> supported) {
    this.supported = supported;
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    var requested =
        Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)).stream()
            .flatMap(header -> Stream.of(header.split(",", -1)))
            .flatMap(LenientLocaleResolver::ranges)
            .sorted(Comparator.comparingDouble(LanguageRange::getWeight).reversed())
            .toList();
    return Objects.requireNonNullElse(Locale.lookup(requested, supported), supported.getFirst());
  }

  private static Stream<LanguageRange> ranges(String written) {
    try {
      return LanguageRange.parse(
          POSIX.matcher(written.strip()).replaceFirst("$1").replace('_', '-'))
          .stream();
    } catch (IllegalArgumentException _) {
      return Stream.empty();
    }
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new UnsupportedOperationException("the locale comes from Accept-Language alone");
  }
}
