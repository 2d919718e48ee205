package dev.otpauth.bench;

import java.time.Duration;

/**
 * The accounts of a run: what its processes used between two looks, and what else the machine did.
 */
final class Watch {

  private final ProcessHandle jvm;
  private final ProcessHandle postgres;
  private final Allocations allocations;

  Watch(ProcessHandle jvm, ProcessHandle postgres, Allocations allocations) {
    this.jvm = jvm;
    this.postgres = postgres;
    this.allocations = allocations;
  }

  Look look() {
    // PostgreSQL alone is no descendant of this process: it detaches itself.
    var postgresSoFar = Cpu.of(postgres);
    return new Look(
        System.nanoTime(),
        Cpu.of(jvm),
        postgresSoFar,
        Cpu.of(ProcessHandle.current()).plus(postgresSoFar),
        Cpu.machine(),
        allocations.bytes());
  }

  /** What lies between two looks. */
  Use between(Look before, Look after) {
    var capacity =
        (double) (after.nanos() - before.nanos()) * Runtime.getRuntime().availableProcessors();
    var busy = after.machine().busy().minus(before.machine().busy());
    var ours = after.all().minus(before.all());
    var stolen = after.machine().stolen().minus(before.machine().stolen());
    return new Use(
        after.jvm().minus(before.jvm()),
        after.postgres().minus(before.postgres()),
        Math.max(0, busy.minus(ours).toNanos()) / capacity + stolen.toNanos() / capacity,
        busy.toNanos() / capacity,
        after.allocated() - before.allocated());
  }

  record Look(
      long nanos,
      Duration jvm,
      Duration postgres,
      Duration all,
      Cpu.Machine machine,
      long allocated) {}

  /**
   * What a run used.
   *
   * @param foreign the share of the machine that others took, the hypervisor among them
   * @param busy the share that was busy at all
   */
  record Use(Duration jvm, Duration postgres, double foreign, double busy, long allocated) {}
}
