package dev.otpauth.operations;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the turns in front of the connection pool, and has what fails in it watched. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

  /** With a pool that works at all, thousands of callers have had their turn by then. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  @Bean
  static BeanPostProcessor turns(ObjectProvider<DatabaseWatch> watch) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool ? watched(pool, watch) : bean;
      }
    };
  }

  private static DataSource watched(HikariDataSource pool, ObjectProvider<DatabaseWatch> watch) {
    pool.setExceptionOverride(new LostConnections(pool, watch::getObject));
    return new InTurn(
        pool, pool.getMaximumPoolSize(), LONGEST_WAIT, state -> watch.getObject().failed(state));
  }
}
