package dev.otpauth.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.MovableClock;
import dev.otpauth.ServiceTest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.verification.CallAnswered.Entry;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database has ended a call, and its answer to that is lost. */
@ServiceTest
class LostCommitTest {

  private static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");

  @Autowired DataSource dataSource;
  @Autowired JdbcClient database;
  @Autowired Openings openings;
  @Autowired Changes changes;
  @Autowired PhoneVault vault;
  @Autowired CurrentTrace trace;
  @Autowired VerificationLedger ledger;
  @Autowired Settlement settlement;
  @Autowired Pacing pacing;
  @Autowired VerificationViews views;
  @Autowired AnsweredCalls answered;
  @Autowired ServiceTest.World world;
  @Autowired MovableClock clock;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  @Test
  void theCallIsAnsweredAndEnteredOnce() {
    var claim = Claim.<RequestOutcome>none();
    var request = new RequestOtp("login", MOBILE, "login", null, null, claim);
    var now = clock.instant();
    var opening = (Opening.Opened) openings.open(request, MOBILE, null, now);
    var accepted = new SendResult.Accepted(new Reference("otp_lost"), Duration.ofMinutes(5));

    var outcome =
        outcomes().ofSend(opening.verification(), new Turn(null, null, now, now), accepted, claim);

    assertThat(claim.entry()).isEqualTo(Entry.UNKNOWN);
    assertThat(outcome.word()).isEqualTo("sent");
    answered.told(request, now, outcome);
    assertThat(
            database
                .sql("select outcome from audit_entry where request_id = :id")
                .param("id", outcome.requestId())
                .query(String.class)
                .list())
        .containsExactly("sent");
  }

  private Outcomes outcomes() {
    var losing =
        new JdbcTemplate(dataSource) {
          @Override
          public <T extends @Nullable Object> List<T> query(
              PreparedStatementCreator statement, RowMapper<T> rows) {
            super.query(statement, rows);
            throw new DataAccessResourceFailureException("lost after the commit");
          }
        };
    var endings = new CallEndings(JdbcClient.create(losing), changes, vault, trace);
    return new Outcomes(endings, ledger, settlement, pacing, views, clock);
  }
}
