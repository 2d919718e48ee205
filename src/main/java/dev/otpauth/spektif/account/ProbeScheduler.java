package dev.otpauth.spektif.account;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Probes the provider at the start, and then while there is a reason to. */
@Component
@ConditionalOnProperty(name = "spektif.probe.enabled", matchIfMissing = true)
class ProbeScheduler {

  private final Probe probe;
  private final ProbeSchedule schedule;
  private final ProbePolicy policy;
  private final ProbeTarget target;
  private final Clock clock;
  private volatile boolean stopping;

  ProbeScheduler(
      Probe probe, ProbeSchedule schedule, ProbePolicy policy, ProbeTarget target, Clock clock) {
    this.probe = probe;
    this.schedule = schedule;
    this.policy = policy;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Probes if one is due. At a fixed rate: with a fixed delay, a provider that does not answer
   * would delay other jobs.
   */
  @Scheduled(initialDelay = 0, fixedRate = 1, timeUnit = TimeUnit.SECONDS)
  void probeIfDue() {
    if (!stopping && schedule.isDue(policy.need(), clock.instant())) {
      probe.make(target.tryTimeout());
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }
}
