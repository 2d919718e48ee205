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
 * Has every setting checked before any other bean is made: nothing is opened, listened to or
 * migrated for a typo.
 */
class EarlySettingsCheck implements BeanFactoryPostProcessor {

  /**
   * Checks them.
   *
   * @throws InvalidSettings all that is wrong
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

  /** One that needs no bean, least of all the messages', and speaks English on every machine. */
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

  /** Ours, and those of the libraries whose settings configuration.md documents as ours. */
  private static boolean isChecked(Class<?> type) {
    return type.getName().startsWith(SettingCatalogue.BASE_PACKAGE)
        || type.getName().startsWith("io.github.resilience4j.");
  }
}
