package dev.otpauth.token;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stores which tokens are inactive before they expire: consumed ones, and those of erased numbers.
 * Each method is one statement.
 */
@Component
public class InactiveTokens {

  private static final Logger log = LoggerFactory.getLogger(InactiveTokens.class);

  /** More than the largest assumed error of this replica's clock. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final PhoneVault vault;
  private final Clock clock;

  InactiveTokens(JdbcClient database, PhoneVault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Consumes a token, once over all replicas. It is stored for the longest lifetime that can be
   * configured, so that raising the lifetime does not reactivate it.
   *
   * @return false if it was consumed before or its number was erased
   */
  boolean consume(TokenClaims claims) {
    return statement(
                """
                insert into consumed_token (token_id, forget_at)
                select :id, :forgetAt
                where not exists (
                  select from erased_phone where phone_digest = :phone and erased_at >= :issuedAt)
                on conflict (token_id) do nothing
                """,
                claims)
            .param("forgetAt", timestamp(claims.issuedAt().plus(TokenProperties.LONGEST_LIFETIME)))
            .update()
        == 1;
  }

  boolean has(TokenClaims claims) {
    return statement(
            """
            select exists (select from consumed_token where token_id = :id)
              or exists (
                select from erased_phone where phone_digest = :phone and erased_at >= :issuedAt)
            """,
            claims)
        .query(Boolean.class)
        .single();
  }

  private JdbcClient.StatementSpec statement(String statement, TokenClaims claims) {
    return database
        .sql(statement)
        .param("id", claims.id())
        .param("phone", vault.digest(new PhoneNumber(claims.phoneNumber())).bytes())
        .param("issuedAt", timestamp(claims.issuedAt()));
  }

  /** Deactivates all tokens issued for an erased number so far. */
  public void deactivateAllOf(KeyedDigest phone) {
    database
        .sql(
            """
            insert into erased_phone (phone_digest, erased_at) values (:phone, :now)
            on conflict (phone_digest) do update set erased_at = excluded.erased_at
            """)
        .param("phone", phone.bytes())
        .param("now", timestamp(clock.instant()))
        .update();
  }

  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void forgetExpired() {
    try {
      var now = clock.instant();
      database
          .sql(
              """
              with numbers as (delete from erased_phone where erased_at <= :oldest)
              delete from consumed_token where forget_at <= :now
              """)
          .param("now", timestamp(now))
          .param("oldest", timestamp(now.minus(TokenProperties.LONGEST_LIFETIME.plus(CLOCK_SKEW))))
          .update();
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete expired tokens; the next run tries again");
    }
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
