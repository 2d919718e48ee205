package dev.otpauth.phone;

import dev.otpauth.runtime.SettingsRule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Registers the startup check of the keys. */
@Configuration(proxyBeanMethods = false)
class PhoneConfiguration {

  @Bean
  static SettingsRule keysGuard(Environment environment) {
    return new KeySettingsRule(environment);
  }
}
