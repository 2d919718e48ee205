package dev.otpauth.runtime;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.hibernate.validator.HibernateValidator;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Validates all settings before other beans are created, so that an invalid setting stops the start
 * before anything is opened or migrated.
 */
class EarlySettingsCheck implements BeanFactoryPostProcessor {

  /**
   * Validates the settings.
   *
   * @throws InvalidSettings with all errors
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var rules = beans.getBeanProvider(SettingsRule.class).orderedStream().toList();
    var environment = beans.getBean(ConfigurableEnvironment.class);
    try (var validation = validation()) {
      new SettingsCheck(SettingCatalogue.ours(), validation.getValidator(), environment)
          .failure(groups(beans), rules)
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  /** A validator that needs no bean and always reports in English. */
  private static ValidatorFactory validation() {
    return Validation.byProvider(HibernateValidator.class)
        .configure()
        .defaultLocale(Locale.ENGLISH)
        .buildValidatorFactory();
  }

  private static Map<Class<?>, String> groups(ConfigurableListableBeanFactory beans) {
    var groups = new LinkedHashMap<Class<?>, String>();
    for (var name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
      var type = beans.getType(name);
      var annotation = beans.findAnnotationOnBean(name, ConfigurationProperties.class);
      if (type != null && annotation != null && isChecked(type)) {
        groups.put(type, annotation.value());
      }
    }
    return groups;
  }

  /** Our settings, and Resilience4j's, which configuration.md documents. */
  private static boolean isChecked(Class<?> type) {
    return type.getName().startsWith(SettingCatalogue.BASE_PACKAGE)
        || type.getName().startsWith("io.github.resilience4j.");
  }
}
