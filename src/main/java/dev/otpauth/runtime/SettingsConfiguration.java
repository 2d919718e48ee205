package dev.otpauth.runtime;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Static beans all of them, so that they speak before any other bean is made. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

  @Bean
  static BeanFactoryPostProcessor settingsFirst() {
    return new EarlySettingsCheck();
  }

  @Bean
  static SettingsRule databaseAddress(Environment environment, ListableBeanFactory beans) {
    return new DatabaseAddress(environment, beans);
  }
}
