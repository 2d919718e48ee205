package dev.otpauth.spektif.account;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the probe schedule with random jitter. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  ProbeSchedule probeSchedule() {
    return new ProbeSchedule(() -> ThreadLocalRandom.current().nextDouble());
  }
}
