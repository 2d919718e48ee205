package dev.otpauth.caller;

import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Caller}, whatever it authenticated with. */
class CallerArgument implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var authentication =
        Objects.requireNonNull(
            SecurityContextHolder.getContext().getAuthentication(), "no endpoint is open");
    var authorities = new HashSet<String>();
    for (var granted : authentication.getAuthorities()) {
      var authority = granted.getAuthority();
      if (authority != null) {
        authorities.add(authority);
      }
    }
    return new Caller(authentication.getName(), authorities);
  }
}
