package dev.otpauth.token;

import java.time.Clock;
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

/** The tokens that were used up. Each method is one statement. */
@Component
class ConsumedTokens {

  private static final Logger log = LoggerFactory.getLogger(ConsumedTokens.class);

  private final JdbcClient database;
  private final Clock clock;

  ConsumedTokens(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Uses a token up, once on all replicas together. It is remembered for as long as any token may
   * live: a longer lifetime, set meanwhile, does not bring it back.
   *
   * @return whether this was the first time
   */
  boolean consume(TokenClaims claims) {
    return database
            .sql(
                """
                insert into consumed_token (token_id, forget_at) values (:id, :forgetAt)
                on conflict (token_id) do nothing
                """)
            .param("id", claims.id())
            .param("forgetAt", timestamp(claims.issuedAt().plus(TokenProperties.LONGEST_LIFETIME)))
            .update()
        == 1;
  }

  boolean isConsumed(TokenClaims claims) {
    return database
        .sql("select exists (select from consumed_token where token_id = :id)")
        .param("id", claims.id())
        .query(Boolean.class)
        .single();
  }

  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void forgetExpired() {
    try {
      database
          .sql("delete from consumed_token where forget_at <= :now")
          .param("now", timestamp(clock.instant()))
          .update();
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Tokens that expired were not forgotten; the next round does it");
    }
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
