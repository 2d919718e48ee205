package dev.otpauth.testnumber;

import dev.otpauth.provider.OtpProvider;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wraps the provider in a {@link TestNumberProvider} if test numbers are configured. */
@Configuration(proxyBeanMethods = false)
class TestNumberConfiguration {

  @Bean
  static BeanPostProcessor testNumbersFirst(
      ObjectProvider<TestNumbers> numbers, ObjectProvider<Clock> clock) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof OtpProvider provider && !numbers.getObject().isEmpty()
            ? new TestNumberProvider(provider, numbers.getObject(), clock.getObject())
            : bean;
      }
    };
  }
}
