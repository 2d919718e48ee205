package dev.otpauth.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the template of a path of the API. Templates can be logged; paths cannot, since they may
 * contain anything.
 */
@Component
class Routes {

  /** A path variable with a pattern, which is omitted from logs. */
  private static final Pattern VARIABLE_PATTERN = Pattern.compile("\\{(\\w+):[^/]*}");

  /** The characters of valid paths; others are not matched at all. */
  private static final Pattern VALID_PATH = Pattern.compile("[A-Za-z0-9/_-]*");

  private static final List<String> PREFIXES = List.of("/auth/", "/spektif/");

  private final SingletonSupplier<List<PathPattern>> patterns;

  Routes(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping) {
    this.patterns = SingletonSupplier.of(() -> patterns(mapping.getObject()));
  }

  private static List<PathPattern> patterns(RequestMappingHandlerMapping mapping) {
    return mapping.getHandlerMethods().keySet().stream()
        .flatMap(it -> it.getPatternValues().stream())
        .filter(Routes::isApi)
        .map(PathPatternParser.defaultInstance::parse)
        .sorted()
        .toList();
  }

  /**
   * Returns the template of a request's path, even if the request was rejected before its handler
   * was looked up.
   *
   * @param path decoded
   * @return empty if no template matches
   */
  Optional<String> of(HttpServletRequest request, String path) {
    var found = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (found != null) {
      return Optional.of(readable(found.toString()));
    }
    if (!isApi(path) || !VALID_PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    var parsed = PathContainer.parsePath(path);
    return patterns.obtain().stream()
        .filter(it -> it.matches(parsed))
        .map(PathPattern::getPatternString)
        .map(Routes::readable)
        .findFirst();
  }

  /** Whether the path belongs to the API. */
  static boolean isApi(String path) {
    return PREFIXES.stream().anyMatch(path::startsWith);
  }

  /** Returns the template without the patterns of its variables. */
  static String readable(String template) {
    return template.indexOf(':') < 0
        ? template
        : VARIABLE_PATTERN.matcher(template).replaceAll("{$1}");
  }
}
