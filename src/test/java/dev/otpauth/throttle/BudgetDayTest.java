package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import dev.otpauth.throttle.Throttle.CountedSend;
import dev.otpauth.throttle.Throttle.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The day that a send counts for, around midnight UTC. */
class BudgetDayTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
  private static final Instant BEFORE = MIDNIGHT.minusMillis(1);
  private static final Instant AFTER = MIDNIGHT.plusMillis(1);

  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private final ThrottleStore store =
      new ThrottleStore(database, SampleSends.limits(Rate.OFF, Rate.OFF, Rate.OFF, 2));

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingSent() {
    statements.sql("truncate throttled_phone, send_budget").update();
  }

  @Test
  void aSendThatIsGivenBackAfterMidnightGoesBackToTheDayBefore() {
    store.take(SampleSends.to(1), BEFORE);
    store.take(SampleSends.to(2), BEFORE);
    store.take(SampleSends.to(3), AFTER);
    store.giveBack(SampleSends.to(1), BEFORE, AFTER);
    assertThat(sends()).isEqualTo(Map.of("2026-03-02", 1, "2026-03-03", 1));
    assertThat(store.load(AFTER, SampleSends.to(1)).phone(phone(1))).isEqualTo(PhoneCounters.NONE);
  }

  @Test
  void theDayBeforeDoesNotBoundTheNextOne() {
    store.take(SampleSends.to(1), BEFORE);
    store.take(SampleSends.to(2), BEFORE);
    assertThat(store.take(SampleSends.to(3), BEFORE))
        .isEqualTo(new Decision.Delayed(MIDNIGHT, LimitedBy.CALLER));
    assertThat(store.take(SampleSends.to(3), MIDNIGHT)).isInstanceOf(Decision.Allowed.class);
    assertThat(sends()).isEqualTo(Map.of("2026-03-02", 2, "2026-03-03", 1));
  }

  @Test
  void aGroupThatSpansMidnightChargesEachDayItsOwn() {
    store.take(SampleSends.to(1), BEFORE);
    store.take(SampleSends.to(2), BEFORE);
    var both =
        List.of(
            new CountedSend("login", null, null, BEFORE),
            new CountedSend("login", null, null, null));
    var phones = Digests.of(List.of(phone(1), phone(3)));
    var rows = store.load(new Wanted(phones, Digests.NONE, both, false), AFTER, false);
    rows.giveBack(SampleSends.anonymous(1), BEFORE);
    assertThat(rows.take(SampleSends.anonymous(3), AFTER)).isInstanceOf(Decision.Allowed.class);
    store.save(rows);
    assertThat(sends()).isEqualTo(Map.of("2026-03-02", 1, "2026-03-03", 1));
  }

  /** By day. */
  private static Map<String, Integer> sends() {
    return statements
        .sql("select day::text as day, sends from send_budget")
        .query((row, _) -> Map.entry(row.getString("day"), row.getInt("sends")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
