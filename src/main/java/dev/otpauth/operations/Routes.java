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

/** The templates of the callers' paths: what may be told of a path, which may hold anything. */
@Component
class Routes {

  /** A variable with the form it must have, which says nothing to a reader. */
  private static final Pattern FORM = Pattern.compile("\\{(\\w+):[^/]*}");

  /** What paths of ours are made of; others are not even looked at. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_-]*");

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
        .filter(Routes::isCallers)
        .map(PathPatternParser.defaultInstance::parse)
        .sorted()
        .toList();
  }

  /**
   * The template of a request's path, also of one that was turned away before anything looked for
   * it.
   *
   * @param path decoded
   * @return empty where there is none
   */
  Optional<String> of(HttpServletRequest request, String path) {
    var found = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (found != null) {
      return Optional.of(readable(found.toString()));
    }
    if (!isCallers(path) || !PLAIN.matcher(path).matches()) {
      return Optional.empty();
    }
    var parsed = PathContainer.parsePath(path);
    return patterns.obtain().stream()
        .filter(it -> it.matches(parsed))
        .map(PathPattern::getPatternString)
        .map(Routes::readable)
        .findFirst();
  }

  /** Whether a path is one of the callers' API. */
  static boolean isCallers(String path) {
    return PREFIXES.stream().anyMatch(path::startsWith);
  }

  /** The template without the forms of its variables. */
  static String readable(String template) {
    return template.indexOf(':') < 0 ? template : FORM.matcher(template).replaceAll("{$1}");
  }
}
