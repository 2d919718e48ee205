package dev.otpauth;

import static org.mockito.Mockito.mock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.context.ActiveProfiles;

/**
 * Base class for tests of the whole service on a real PostgreSQL, with a scripted provider and a
 * movable clock.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({TestDatabase.class, ServiceTest.Fakes.class})
public @interface ServiceTest {

  /** The replaced beans. */
  @TestConfiguration(proxyBeanMethods = false)
  class Fakes {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }

    /** Runs nothing by itself: tests say when a job of the background is done. */
    @Bean
    TaskScheduler taskScheduler() {
      return mock(TaskScheduler.class);
    }

    @Bean
    World world(
        MovableClock clock,
        ScriptedProvider provider,
        ScriptedCrmProvider crm,
        JdbcClient database) {
      return new World(clock, provider, crm, database);
    }

    @Bean
    @Primary
    ScriptedCrmProvider scriptedCrmProvider() {
      return new ScriptedCrmProvider();
    }

    @Bean
    @Primary
    ScriptedProvider scriptedProvider(MovableClock clock) {
      return new ScriptedProvider(clock);
    }
  }

  /** The state that a test may have changed. */
  record World(
      MovableClock clock, ScriptedProvider provider, ScriptedCrmProvider crm, JdbcClient database) {

    /** Resets the state. */
    public void reset() {
      clock.reset();
      provider.reset();
      crm.reset();
      database
          .sql(
              """
              truncate verification, idempotency_record, cooldown, throttled_phone,
                send_rate, send_budget, sending_stop, verification_event, consumed_token,
                erased_phone, caller_conversion, suspicious_caller cascade
              """)
          .update();
      database
          .sql(
              """
              alter table audit_entry disable trigger user;
              delete from audit_entry;
              alter table audit_entry enable trigger user
              """)
          .update();
    }
  }
}
