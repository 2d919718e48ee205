package dev.otpauth.problem;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * Configures Spring MVC: strict JSON input, JSON output whatever the {@code Accept} header, and the
 * locales English and Indonesian.
 */
@Configuration(proxyBeanMethods = false)
class WireConfiguration implements WebMvcConfigurer {

  private static final Locale INDONESIAN = Locale.of("id");

  /**
   * Ignores {@code Accept}, so that a response cannot fail after a message was sent. Handlers that
   * return other types set them.
   */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer
        .ignoreAcceptHeader(true)
        .defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
  }

  /**
   * Removes the YAML converters that springdoc brings, because they would bypass the strict JSON
   * settings.
   */
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.configureMessageConvertersList(
        all ->
            all.removeIf(it -> it.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new JsonOnly()).addPathPatterns("/auth/**", "/spektif/**");
  }

  @Bean
  LocaleResolver localeResolver() {
    return new LenientLocaleResolver(List.of(Locale.ENGLISH, INDONESIAN));
  }

  /**
   * Rejects unknown fields, duplicate fields and values of another type, such as a code sent as a
   * number, which has lost its leading zeros.
   */
  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                LogicalType.Textual,
                config ->
                    config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
