package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time as the operating system accounts for it, in {@code /proc}; so on Linux alone. */
final class Cpu {

  /** {@code USER_HZ}, the same on every Linux that runs Java. */
  private static final long MILLIS_PER_TICK = 10;

  private Cpu() {}

  /** What the process and its children, ended ones included, have used so far. */
  static Duration of(ProcessHandle process) {
    var ticks = ticks(process.pid());
    for (var child : process.descendants().toList()) {
      ticks += ticks(child.pid());
    }
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }

  private static long ticks(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)), UTF_8);
      // The name, in brackets, may hold anything.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (var field = 11; field <= 14; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks;
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      // Between opening and reading it.
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw new IllegalStateException("no accounts of process " + pid, e);
    }
  }

  /** What all of the machine has used, and what the hypervisor kept from it. */
  static Machine machine() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      var fields = lines.findFirst().orElseThrow().trim().split("\\s+", -1);
      long busy = 0;
      for (var field : new int[] {1, 2, 3, 6, 7}) {
        busy += Long.parseLong(fields[field]);
      }
      return new Machine(
          Duration.ofMillis(busy * MILLIS_PER_TICK),
          Duration.ofMillis(Long.parseLong(fields[8]) * MILLIS_PER_TICK));
    } catch (IOException e) {
      throw new IllegalStateException("no accounts of the machine", e);
    }
  }

  /** Resident memory of a process, in bytes. */
  static long resident(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(it -> it.startsWith("VmRSS:"))
          .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("no accounts of process " + process.pid(), e);
    }
  }

  record Machine(Duration busy, Duration stolen) {}
}
