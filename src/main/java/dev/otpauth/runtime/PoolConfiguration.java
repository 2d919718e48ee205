package dev.otpauth.runtime;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wraps the connection pool in a {@link FairDataSource}, and reports its failures. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

  /** A working pool serves thousands of callers within this time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  @Bean
  static BeanPostProcessor fairDataSource(ObjectProvider<ConnectionFailureListener> listener) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool ? watched(pool, listener) : bean;
      }
    };
  }

  private static DataSource watched(
      HikariDataSource pool, ObjectProvider<ConnectionFailureListener> listener) {
    pool.setExceptionOverride(new ConnectionEvictionPolicy(pool, listener::getObject));
    return new FairDataSource(
        pool,
        pool.getMaximumPoolSize(),
        LONGEST_WAIT,
        state -> listener.getObject().databaseFailed(state));
  }
}
