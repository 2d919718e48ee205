package dev.otpauth.crm;

import java.time.Clock;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Registers the reader of {@code multipart/form-data} bodies. */
@Configuration(proxyBeanMethods = false)
class CrmConfiguration implements WebMvcConfigurer {

  private final JsonMapper json;
  private final Clock clock;

  CrmConfiguration(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.addCustomConverter(new FormReader(json, clock));
  }
}
