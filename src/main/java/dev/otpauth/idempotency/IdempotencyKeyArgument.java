package dev.otpauth.idempotency;

import dev.otpauth.problem.InvalidField;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Resolves controller arguments of type {@link IdempotencyKey}: null without the header, {@link
 * InvalidField} if it is malformed or repeated.
 */
@Configuration(proxyBeanMethods = false)
class IdempotencyKeyArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private static final String HEADER = "Idempotency-Key";

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == IdempotencyKey.class;
  }

  @Override
  public @Nullable IdempotencyKey resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var headers = request.getHeaderValues(HEADER);
    if (headers == null) {
      return null;
    }
    if (headers.length > 1) {
      throw new InvalidField(HEADER, "validation.once");
    }
    var caller =
        Objects.requireNonNull(
            request.getUserPrincipal(), "every endpoint with a key requires a caller");
    return IdempotencyKey.parse(caller.getName(), headers[0])
        .orElseThrow(() -> new InvalidField(HEADER, "validation.idempotency_key"));
  }
}
