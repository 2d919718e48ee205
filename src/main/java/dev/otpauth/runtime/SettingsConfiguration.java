package dev.otpauth.runtime;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Registers the checks of settings, as static beans, so that they run before other beans are
 * created.
 */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

  @Bean
  static BeanFactoryPostProcessor settingsFirst() {
    return new EarlySettingsCheck();
  }

  @Bean
  static SettingsRule databaseAddress(Environment environment, ListableBeanFactory beans) {
    return new DatabaseSettingsRule(environment, beans);
  }
}
