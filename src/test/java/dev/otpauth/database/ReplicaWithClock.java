package dev.otpauth.database;

import static org.mockito.Mockito.mock;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.otpauth.Jobs;
import dev.otpauth.OtpAuthApplication;
import dev.otpauth.ScriptedProvider;
import dev.otpauth.runtime.WallClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Another process of the service, as good as, on a machine whose clock is so far ahead. */
record ReplicaWithClock(ConfigurableApplicationContext context, MockMvcTester mvc) {

  static ReplicaWithClock start(
      JdbcConnectionDetails database, ScriptedProvider provider, Duration ahead) {
    var settings =
        Map.<String, Object>of(
            "server.port",
            0,
            "spring.datasource.url",
            database.getJdbcUrl(),
            "spring.datasource.username",
            database.getUsername(),
            "spring.datasource.password",
            database.getPassword(),
            "otp.throttle.send-delays",
            "60s,60s,60s",
            "otp.throttle.client-ip",
            "2/1h");
    var wall = InstantSource.offset(InstantSource.system(), ahead);
    var context =
        new SpringApplicationBuilder(OtpAuthApplication.class)
            .profiles("test")
            .initializers(
                it -> {
                  it.getEnvironment()
                      .getPropertySources()
                      .addFirst(new MapPropertySource("replica", settings));
                  var beans = (GenericApplicationContext) it;
                  beans.registerBean(
                      "scripted",
                      ScriptedProvider.class,
                      () -> provider,
                      bean -> bean.setPrimary(true));
                  beans.registerBean(
                      "taskScheduler", TaskScheduler.class, () -> mock(TaskScheduler.class));
                  beans.registerBean(
                      "offset",
                      WallClock.class,
                      () -> new WallClock(wall),
                      bean -> bean.setPrimary(true));
                })
            .run();
    return new ReplicaWithClock(
        context,
        MockMvcTester.from(
            (WebApplicationContext) context, it -> it.apply(springSecurity()).build()));
  }

  SubscriberCalls subscriber(String mobile) {
    return new SubscriberCalls(mvc, mobile);
  }

  /** A round of what settles unknown outcomes and takes over calls whose holder died. */
  void settles() {
    new Jobs(context).run("SettlementWorker");
  }

  MvcTestResult readiness() {
    return mvc.get()
        .uri("/actuator/health/readiness")
        .with(httpBasic("support", "support-secret"))
        .exchange();
  }

  /** Not AutoCloseable: JUnit would close it after the first test that has it as an argument. */
  void stop() {
    context.close();
  }
}
