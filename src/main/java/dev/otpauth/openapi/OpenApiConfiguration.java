package dev.otpauth.openapi;

import io.swagger.v3.core.jackson.ModelResolver;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;

/** Configures springdoc to describe our API. */
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  ModelResolver records(ObjectMapperProvider mappers) {
    return new RecordResolver(mappers.jsonMapper());
  }

  /** Keeps path variables only: other arguments of controllers are no parameters of the call. */
  @Bean
  ParameterCustomizer pathVariablesOnly() {
    return (parameter, method) ->
        method.hasParameterAnnotation(PathVariable.class) ? parameter : null;
  }

  @Bean
  OpenApiCustomizer document(MessageSource messages) {
    return new Document(Prose.read(), new ProblemExamples(messages));
  }
}
