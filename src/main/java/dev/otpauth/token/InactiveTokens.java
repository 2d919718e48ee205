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
 * The tokens that are good for nothing any more though they have not expired: used up, or of a
 * number that was erased since. Each method is one statement.
 */
@Component
public class InactiveTokens {

  private static final Logger log = LoggerFactory.getLogger(InactiveTokens.class);

  /** What this replica's clock may be wrong by, and more. */
  private static final Duration SPARE = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final PhoneVault vault;
  private final Clock clock;

  InactiveTokens(JdbcClient database, PhoneVault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Uses a token up, once on all replicas together. It is remembered for as long as any token may
   * live: a longer lifetime, set meanwhile, does not bring it back.
   *
   * @return whether this was the first time, and its number was not erased
   */
  boolean consume(TokenClaims claims) {
    return about(
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
    return about(
            """
            select exists (select from consumed_token where token_id = :id)
              or exists (
                select from erased_phone where phone_digest = :phone and erased_at >= :issuedAt)
            """,
            claims)
        .query(Boolean.class)
        .single();
  }

  private JdbcClient.StatementSpec about(String statement, TokenClaims claims) {
    return database
        .sql(statement)
        .param("id", claims.id())
        .param("phone", vault.digest(new PhoneNumber(claims.phoneNumber())).bytes())
        .param("issuedAt", timestamp(claims.issuedAt()));
  }

  /** No token that was issued for a number until now is good any more; its number is erased. */
  public void addAllOf(KeyedDigest phone) {
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
          .param("oldest", timestamp(now.minus(TokenProperties.LONGEST_LIFETIME.plus(SPARE))))
          .update();
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete expired tokens; the next round tries again");
    }
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
