package dev.otpauth.operations;

import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/** Has every setting of ours checked before the database is touched: no migration for a typo. */
@Component
class SettingsFirst implements BeanFactoryPostProcessor {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var settings =
        Arrays.stream(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
            .filter(name -> name.contains("dev.otpauth."))
            .toArray(String[]::new);
    for (var name : beans.getBeanNamesForType(DataSource.class, true, false)) {
      var definition = beans.getBeanDefinition(name);
      var already = definition.getDependsOn() == null ? new String[0] : definition.getDependsOn();
      definition.setDependsOn(
          Stream.concat(Arrays.stream(already), Arrays.stream(settings)).toArray(String[]::new));
    }
  }
}
