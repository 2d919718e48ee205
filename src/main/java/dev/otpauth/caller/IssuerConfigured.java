package dev.otpauth.caller;

import java.util.stream.Stream;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Condition that an issuer of tokens is configured; empty settings do not count. */
class IssuerConfigured implements Condition {

  static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
  static final String KEYS = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri";

  static boolean in(Environment environment) {
    return settings(environment).findAny().isPresent();
  }

  /** Returns the settings that configure an issuer. */
  static Stream<String> settings(Environment environment) {
    return Stream.of(ISSUER, KEYS).filter(it -> StringUtils.hasText(environment.getProperty(it)));
  }

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return in(context.getEnvironment());
  }
}
