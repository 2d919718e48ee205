package dev.otpauth.bench;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Callers that come when they come, however long others wait: a given number each second. */
public final class OpenLoop extends Simulation {

  private final Queue<Integer> took = new ConcurrentLinkedQueue<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** Read from system properties named {@code load.*}. */
  public OpenLoop() {
    var rate = Double.parseDouble(System.getProperty("load.rate"));
    var warmUp = Long.parseLong(System.getProperty("load.warm-up"));
    var seconds = warmUp + Long.parseLong(System.getProperty("load.seconds"));
    var uncounted = (long) (warmUp * rate);
    var next = new AtomicLong(Long.parseLong(System.getProperty("load.first")));
    var protocol =
        http.baseUrls(List.of(System.getProperty("load.targets").split(",", -1)))
            .authorizationHeader(System.getProperty("load.authorization"))
            .contentTypeHeader("application/json")
            .shareConnections();
    var requests =
        scenario("request")
            .feed(Stream.generate(numbers(next)).iterator())
            .exec(
                http("request")
                    .post("/auth/otp/request")
                    .header("Idempotency-Key", "open-#{n}")
                    .body(StringBody("{\"mobile\":\"0812#{digits}\",\"client_ip\":\"#{address}\"}"))
                    .check(status().is(202), responseTimeInMillis().saveAs("took")))
            .exec(
                session -> {
                  if (session.isFailed()) {
                    failed.increment();
                    return session;
                  }
                  answered.increment();
                  if (answered.sum() > uncounted) {
                    took.add(session.getInt("took"));
                  }
                  return session;
                });
    setUp(requests.injectOpen(constantUsersPerSec(rate).during(seconds))).protocols(protocol);
  }

  /** One line for {@link Gatling}. */
  @Override
  public void after() {
    var sorted = took.stream().mapToInt(it -> it).sorted().toArray();
    System.out.printf(
        "RESULT {\"answered\":%d,\"failed\":%d,\"p50\":%d,\"p90\":%d,\"p99\":%d,\"p999\":%d}%n",
        answered.sum(),
        failed.sum(),
        percentile(sorted, 0.5),
        percentile(sorted, 0.9),
        percentile(sorted, 0.99),
        percentile(sorted, 0.999));
  }

  private static int percentile(int[] sorted, double share) {
    return sorted.length == 0 ? -1 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static Supplier<Map<String, Object>> numbers(AtomicLong next) {
    return () -> {
      var n = next.getAndIncrement();
      return Map.of(
          "n",
          n,
          "digits",
          "%08d".formatted(n % 100_000_000),
          "address",
          "10.%d.%d.%d".formatted(n >> 16 & 255, n >> 8 & 255, n & 255));
    };
  }
}
