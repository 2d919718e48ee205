package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.otpauth.ServiceTest;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * No statement of a request is worth compiling to PostgreSQL, with its own settings and on sessions
 * whose settings nobody has touched.
 */
@SpringBootTest(properties = "spring.datasource.hikari.connection-init-sql=set jit to default")
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({Debian15.class, ServiceTest.Fakes.class})
@EnabledIf("dev.otpauth.DebianPostgres#isInstalled")
class CompilationTest {

  private static final int CALLS = 60;

  /** Where one function's plans are compiled, a request takes four times as long or more. */
  private static final double MOST = 2;

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient database;
  @Autowired DataSource connections;

  private final AtomicInteger phones = new AtomicInteger();

  @Test
  void aRequestTakesNoLongerThanWithoutCompiling() throws Exception {
    assertThat(text("show jit")).isEqualTo("on");
    var _ = median(); // until this process is warm
    var stock = median();
    var name = text("select current_database()");
    database.sql("alter database %s set jit = off".formatted(name)).update();
    connections.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    assertThat(text("show jit")).isEqualTo("off");
    var without = median();

    System.out.printf(
        Locale.ROOT, "A request's median: %.1f ms, %.1f without JIT%n", stock, without);
    assertThat(stock / without).isLessThan(MOST);
  }

  /** In milliseconds, when all is warm: plans, code, connections. */
  private double median() {
    var took = new ArrayList<Double>();
    for (var i = 0; i < 2 * CALLS; i++) {
      var subscriber = new SubscriberCalls(mvc, "0812345%05d".formatted(phones.incrementAndGet()));
      var begun = System.nanoTime();
      assertThat(subscriber.request()).hasStatus(202);
      took.add((System.nanoTime() - begun) / 1e6);
    }
    return took.subList(CALLS, took.size()).stream().sorted().toList().get(CALLS / 2);
  }

  private String text(String sql) {
    return database.sql(sql).query(String.class).single();
  }
}
