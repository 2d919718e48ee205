package dev.otpauth.database;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static dev.otpauth.ScriptedProvider.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * The calls find their rows by indexes in tables of a hundred thousand, although their plans were
 * made while there were few. On one connection, since it is connections that keep plans.
 */
@SpringBootTest(properties = "spring.datasource.hikari.maximum-pool-size=2")
@AutoConfigureMockMvc
@ActiveProfiles("test")
abstract class QueryPlans {

  /** Beyond the calls after which the driver, and then PostgreSQL, keep a statement's plan. */
  private static final int ROUNDS = 12;

  /** A backend's counts are in the statistics at the latest when it is idle the next time. */
  private static final String FLUSH = "select pg_stat_force_next_flush()";

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient database;
  @Autowired DataSource connections;

  private int phones;

  @Test
  void noCallReadsALargeTableThroughout() throws Exception {
    try (var held = connections.getConnection()) {
      tell(held);
      calls();
      database.sql("analyze").update();
      calls();
      fill();
      var before = scans();
      assertThat(before).hasSize(7);
      calls();
      assertThat(scans()).isEqualTo(before);
    }
  }

  private void calls() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var subscriber = next();
      var id = subscriber.requested();
      assertThat(subscriber.confirm(id, WRONG)).hasStatus(422);
      assertThat(subscriber.resend(id)).hasStatus(202);
      assertThat(subscriber.confirm(id, RIGHT)).hasStatus(200);
      assertThat(subscriber.status(id)).hasStatus(200);
      assertThat(subscriber.erase()).hasStatus(200);
    }
    together();
    refused();
  }

  private void together() throws Exception {
    var calls =
        IntStream.range(0, ROUNDS).<Callable<MvcTestResult>>mapToObj(_ -> next()::request).toList();
    assertThat(ConcurrentCalls.make(calls)).allSatisfy(it -> assertThat(it).hasStatus(202));
  }

  /** By its number's limit, which a group does not tell, and each call asks for on its own. */
  private void refused() {
    var subscriber = next();
    for (var sends = 0; sends <= 20; sends++) {
      assertThat(subscriber.request()).hasStatus(202);
    }
    for (var round = 0; round < ROUNDS; round++) {
      assertThat(subscriber.request()).hasStatus(429);
    }
  }

  private SubscriberCalls next() {
    return new SubscriberCalls(mvc, "0812345%05d".formatted(++phones));
  }

  private void fill() throws IOException {
    var rows = new ClassPathResource("database/hundred-thousand-rows.sql");
    for (var statement : rows.getContentAsString(StandardCharsets.UTF_8).strip().split(";\n", -1)) {
      database.sql(statement).update();
    }
  }

  /**
   * What it has read at the start is counted now, and not in the middle: left alone, PostgreSQL
   * counts it when the connection has been idle for ten seconds.
   */
  private static void tell(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(FLUSH);
    }
  }

  /** How often each of the large tables was read throughout. */
  private Map<String, Long> scans() {
    database.sql(FLUSH).query().singleRow();
    var scans = new TreeMap<String, Long>();
    database
        .sql("select relname, seq_scan from pg_stat_user_tables where n_live_tup >= 100000")
        .query((row, _) -> scans.put(row.getString(1), row.getLong(2)))
        .list();
    return scans;
  }
}
