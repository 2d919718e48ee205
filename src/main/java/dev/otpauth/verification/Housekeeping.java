package dev.otpauth.verification;

import dev.otpauth.throttle.Cooldowns;
import dev.otpauth.throttle.Throttle;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Throws away what has lapsed. Every replica may: what one has thrown away the others miss. */
@Component
class Housekeeping {

  private final Cooldowns cooldowns;
  private final Throttle throttle;
  private final IdempotentCalls calls;
  private final Clock clock;

  Housekeeping(Cooldowns cooldowns, Throttle throttle, IdempotentCalls calls, Clock clock) {
    this.cooldowns = cooldowns;
    this.throttle = throttle;
    this.calls = calls;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void forgetWhatHasLapsed() {
    var now = clock.instant();
    cooldowns.forgetLapsed(now);
    throttle.forgetIdle(now);
    calls.forgetExpired(now);
  }
}
