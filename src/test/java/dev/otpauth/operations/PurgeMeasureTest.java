package dev.otpauth.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Ports;
import dev.otpauth.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.javacrumbs.shedlock.core.LockProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Measures the purge of 900,000 of a million verifications, and its effect on requests. Prints a
 * table; run with {@code ./mvnw test -Dtest=PurgeMeasureTest -Dexcluded.groups=chaos}.
 */
@Tag("measure")
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("sandbox")
@Import(TestDatabase.class)
class PurgeMeasureTest {

  private static final int PORT = Ports.free();
  private static final int OLD = 900_000;
  private static final int NEW = 100_000;
  private static final int PER_SECOND = 20;
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final List<String> TABLES =
      List.of(
          "verification",
          "verification_pkey",
          "verification_phone_idx",
          "provider_reference",
          "provider_reference_pkey",
          "provider_reference_verification_idx");

  @Autowired JdbcClient database;
  @Autowired JdbcConnectionDetails details;
  @Autowired Retention retention;
  @Autowired RetentionProperties properties;
  @Autowired LockProvider locks;
  @Autowired Clock clock;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger phones = new AtomicInteger();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("server.port", () -> PORT);
    settings.add("spring.datasource.hikari.data-source-properties.socketTimeout", () -> "0");
  }

  @Test
  void requestsWithAndWithoutThePurge() throws Exception {
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      superuser().sql("alter system set %s = on".formatted(setting)).update();
    }
    superuser().sql("select pg_reload_conf()").query().singleRow();
    superuser().sql("create extension if not exists pgstattuple").update();
    fill();
    database.sql("vacuum analyze").update();
    sizes("full");
    window(null);

    var quiet = new ArrayList<Window>();
    var purging = new ArrayList<Window>();
    while (old() > 0 || quiet.size() < 5) {
      quiet.add(window(null));
      if (old() > 0) {
        purging.add(window(new RetentionJob(retention, properties, locks, clock)));
      }
    }
    sizes("purged");
    database.sql("vacuum verification").update();
    database.sql("vacuum provider_reference").update();
    sizes("purged and vacuumed");
    tell("quiet", quiet);
    tell("purging", purging);
    assertThat(old()).isZero();
  }

  private void fill() {
    var now = clock.instant();
    fill(OLD, now.minus(Duration.ofDays(90)), Duration.ofDays(59).dividedBy(OLD));
    fill(NEW, now.minus(Duration.ofDays(29)), Duration.ofDays(28).dividedBy(NEW));
  }

  private void fill(int rows, Instant from, Duration step) {
    var atOnce = 50_000;
    for (var done = 0; done < rows; done += atOnce) {
      database
          .sql(
              """
              with opened as (
                select uuidv7(at - clock_timestamp()) as id, at, n
                from generate_series(0, :rows - 1) n,
                  lateral (select :from + n * :step::interval as at) as times),
              verifications as (
                insert into verification
                  (id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, sender,
                   status, attempts, max_attempts, reference, reference_attempts, expires_at,
                   verified_at, concluded_id, concluded_as, created_at, updated_at)
                select id, 'login', 'login', sha256(id::text::bytea), 'k1',
                  substr(sha256(id::text::bytea) || sha256(id::text::bytea), 1, 42), '+628001234567',
                  case when n % 3 = 0 then 'sent' else 'verified' end, 1, 5,
                  'otp_' || gen_random_uuid(), 1, at, case when n % 3 > 0 then at end,
                  gen_random_uuid(), 'matched', at, at
                from opened
                returning id, reference, created_at)
              insert into provider_reference (reference, verification_id, adopted_at)
              select reference, id, created_at from verifications
              """)
          .param("rows", atOnce)
          .param("from", from.plus(step.multipliedBy(done)).atOffset(ZoneOffset.UTC))
          .param("step", step.toString())
          .update();
    }
  }

  /** Sends requests at a steady rate, with or without the job. */
  private Window window(@Nullable RetentionJob job) throws Exception {
    var before = old();
    var took = new ConcurrentLinkedQueue<Double>();
    var begun = System.nanoTime();
    var purged = new ConcurrentLinkedQueue<Long>();
    try (var purge = Executors.newVirtualThreadPerTaskExecutor();
        var pace = Executors.newScheduledThreadPool(1);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      if (job != null) {
        purge.execute(
            () -> {
              job.run();
              purged.add(System.nanoTime() - begun);
            });
      }
      var ticks = (int) (WINDOW.toSeconds() * PER_SECOND);
      for (var tick = 0; tick < ticks; tick++) {
        var _ =
            pace.schedule(
                () -> callers.execute(() -> took.add(request())),
                tick * 1_000L / PER_SECOND,
                TimeUnit.MILLISECONDS);
      }
      pace.shutdown();
      assertThat(pace.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      if (job != null) {
        job.stop();
      }
    }
    var seconds = purged.isEmpty() ? 0 : purged.poll() / 1e9;
    return new Window(took.stream().sorted().toList(), before - old(), seconds);
  }

  private double request() {
    var begun = System.nanoTime();
    var credentials = Base64.getEncoder().encodeToString("demo:demo-secret".getBytes(UTF_8));
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:%d/auth/otp/request".formatted(PORT)))
                  .header("Authorization", "Basic " + credentials)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString("{\"mobile\":\"%s\"}".formatted(phone())))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Numbers that are used once, without scripted outcomes. */
  private String phone() {
    return "08123456%04d".formatted(1_000 + phones.incrementAndGet());
  }

  private int old() {
    return database
        .sql("select count(*) from verification where updated_at < now() - interval '30 days'")
        .query(Integer.class)
        .single();
  }

  private void sizes(String when) {
    System.out.printf("%n%s%n", when);
    for (var table : TABLES) {
      System.out.printf(
          Locale.ROOT,
          "  %-36s %6.1f MiB%n",
          table,
          database
              .sql("select pg_relation_size(:table::regclass) / 1048576.0")
              .param("table", table)
              .query(Double.class)
              .single());
    }
    for (var table : List.of("verification", "provider_reference")) {
      System.out.printf(
          "  %s: %s%n",
          table,
          superuser()
              .sql(
                  """
                  select tuple_count, dead_tuple_count, free_percent from pgstattuple(:table)
                  """)
              .param("table", table)
              .query()
              .singleRow());
      System.out.printf(
          "  %s: %s%n",
          table,
          database
              .sql(
                  """
                  select n_dead_tup, autovacuum_count, last_autovacuum from pg_stat_user_tables
                  where relname = :table
                  """)
              .param("table", table)
              .query()
              .singleRow());
    }
  }

  private static void tell(String name, List<Window> windows) {
    System.out.printf("%n%s%n", name);
    for (var window : windows) {
      System.out.printf(
          Locale.ROOT,
          "  n %d  p50 %.1f ms  p99 %.1f ms  rows %d in %.1f s%n",
          window.took().size(),
          window.at(50),
          window.at(99),
          window.rows(),
          window.seconds());
    }
    System.out.printf(
        Locale.ROOT,
        "  median of %d windows: p50 %.1f ms, p99 %.1f ms%n",
        windows.size(),
        median(windows.stream().map(it -> it.at(50)).sorted().toList()),
        median(windows.stream().map(it -> it.at(99)).sorted().toList()));
    var rows = windows.stream().mapToInt(Window::rows).sum();
    var seconds = windows.stream().mapToDouble(Window::seconds).sum();
    if (rows > 0) {
      System.out.printf(
          Locale.ROOT, "  %d rows in %.1f s: %.0f rows/s%n", rows, seconds, rows / seconds);
    }
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private JdbcClient superuser() {
    return JdbcClient.create(TestDatabase.asSuperuser(details.getJdbcUrl()));
  }

  /** One window: the duration of each request in ms, and the rows purged meanwhile. */
  private record Window(List<Double> took, int rows, double seconds) {

    double at(int percentile) {
      return took.get(Math.min(took.size() - 1, took.size() * percentile / 100));
    }
  }
}
