package dev.otpauth.operations;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the turns in front of the connection pool. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

  /** With a pool that works at all, thousands of callers have had their turn by then. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  @Bean
  static BeanPostProcessor turns() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool
            ? new InTurn(pool, pool.getMaximumPoolSize(), LONGEST_WAIT)
            : bean;
      }
    };
  }
}
