package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import dev.otpauth.phone.PhoneNumber;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class VerifiedPrefixesTest {

  private static final PhoneNumber KNOWN = new PhoneNumber("+6281234567890");
  private static final PhoneNumber OF_THE_SAME = new PhoneNumber("+6281298765432");
  private static final PhoneNumber OTHER = new PhoneNumber("+6285712345678");

  private static final DataSource SOURCE = TestDatabase.freshDataSource();

  private final JdbcOperations database = new JdbcTemplate(SOURCE);
  private final VerifiedPrefixes one = replica(new Rate(2, SampleSends.WINDOW));
  private final VerifiedPrefixes other = replica(new Rate(2, SampleSends.WINDOW));

  private VerifiedPrefixes replica(Rate newPrefixes) {
    return new VerifiedPrefixes(database, SampleSends.newPrefixes(newPrefixes));
  }

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(SOURCE).load().migrate();
  }

  @BeforeEach
  void noneIsKnown() {
    database.update("truncate verified_prefix");
  }

  @Test
  void aPrefixIsNewUntilACodeOfANumberWasRight() {
    one.exchange();
    assertThat(one.newPrefix(KNOWN)).isEqualTo("+62812");
    one.add(KNOWN);
    assertThat(one.newPrefix(OF_THE_SAME)).isNull();
    assertThat(one.newPrefix(OTHER)).isEqualTo("+62857");
  }

  @Test
  void replicasLearnFromEachOther() {
    one.add(KNOWN);
    one.exchange();
    other.add(KNOWN);
    other.add(OTHER);
    other.exchange();
    one.exchange();
    assertThat(other.newPrefix(KNOWN)).isNull();
    assertThat(one.newPrefix(OTHER)).isNull();
  }

  @Test
  void noneIsNewBeforeItIsKnownWhichAre() {
    assertThat(one.newPrefix(KNOWN)).isNull();
  }

  @Test
  void noneIsNewWhereSuchAreNotLimited() {
    var unlimited = replica(Rate.OFF);
    unlimited.exchange();
    assertThat(unlimited.newPrefix(KNOWN)).isNull();
  }

  @Test
  void whatCannotBeWrittenIsWrittenLater(CapturedOutput output) {
    one.add(KNOWN);
    database.execute("alter table verified_prefix rename to elsewhere");
    try {
      one.exchange();
    } finally {
      database.execute("alter table elsewhere rename to verified_prefix");
    }
    assertThat(output).contains("Could not exchange the prefixes", "BadSqlGrammarException");
    one.exchange();
    other.exchange();
    assertThat(other.newPrefix(KNOWN)).isNull();
  }
}
