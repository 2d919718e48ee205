package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Lists every endpoint that any handler mapping has, as method and path. */
final class MappedEndpoints {

  private MappedEndpoints() {}

  static Set<String> of(ApplicationContext context) {
    var endpoints = new TreeSet<String>();
    context.getBeansOfType(HandlerMapping.class).values().forEach(it -> collect(it, endpoints));
    return endpoints;
  }

  private static void collect(HandlerMapping mapping, Set<String> endpoints) {
    switch (mapping) {
      case RequestMappingInfoHandlerMapping methods ->
          methods.getHandlerMethods().keySet().forEach(info -> collect(info, endpoints));
      case AbstractUrlHandlerMapping urls ->
          urls.getHandlerMap().keySet().forEach(path -> endpoints.add("GET " + path));
      case RouterFunctionMapping routes -> assertThat(routes.getRouterFunction()).isNull();
      default -> fail("%s is new: list its endpoints here", mapping.getClass());
    }
  }

  private static void collect(RequestMappingInfo info, Set<String> endpoints) {
    var methods =
        info.getMethodsCondition().getMethods().isEmpty()
            ? Stream.of("GET", "POST")
            : info.getMethodsCondition().getMethods().stream().map(Enum::name);
    methods.forEach(
        method ->
            info.getPatternValues()
                .forEach(
                    path ->
                        endpoints.add(method + " " + path.replaceAll("\\{(\\w+):.*\\}", "{$1}"))));
  }
}
