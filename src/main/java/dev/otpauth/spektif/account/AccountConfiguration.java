package dev.otpauth.spektif.account;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the probe schedule with random jitter. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  ProbeSchedule probePace(ProbeProperties probing) {
    return new ProbeSchedule(probing, () -> ThreadLocalRandom.current().nextDouble());
  }
}
