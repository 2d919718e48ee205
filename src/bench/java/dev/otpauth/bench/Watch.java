package dev.otpauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * The accounts of a run: what its processes used between two looks, and what else the machine did.
 */
final class Watch {

  private final List<Server> servers;
  private final ProcessHandle postgres;

  Watch(List<Server> servers, Database database) {
    this.servers = List.copyOf(servers);
    this.postgres = database.process();
  }

  Look look() {
    // PostgreSQL alone is no descendant of this process: it detaches itself.
    var postgresSoFar = Cpu.of(postgres);
    return new Look(
        System.nanoTime(),
        servers.stream().map(it -> Cpu.of(it.handle())).reduce(Duration.ZERO, Duration::plus),
        postgresSoFar,
        Cpu.of(ProcessHandle.current()).plus(postgresSoFar),
        Cpu.machine(),
        servers.stream().mapToLong(it -> it.management().allocated()).sum());
  }

  /** What lies between a look and now. */
  Use since(Look before) {
    var after = look();
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
        after.allocated() - before.allocated(),
        servers.stream().mapToLong(it -> Cpu.resident(it.handle())).sum());
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
   * @param allocated bytes
   * @param resident bytes at its end
   */
  record Use(
      Duration jvm, Duration postgres, double foreign, double busy, long allocated, long resident) {

    double mebibytes() {
      return resident / 1048576.0;
    }
  }
}
