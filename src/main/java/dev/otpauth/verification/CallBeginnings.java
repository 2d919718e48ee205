package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Guesses;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle;
import dev.otpauth.verification.Claim.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a call begins, in one statement before the provider is asked: what it begins, what that takes
 * from the limits, and its caller's key; all or nothing.
 */
@Component
class CallBeginnings {

  /** The functions of V9 that refuse say so. */
  private static final String KEY_TAKEN = "OT001";

  private static final String NUMBER_RESTS = "OT002";

  private static final byte[] NOTHING = {};

  private static final String OPEN =
      """
      select limited_by, until from open_verification(
        :now, :id, :operation, :leasedUntil, :expiresAt,
        :caller, :purpose, :sender, :phone, :phoneKey, :ciphertext, :maxAttempts,
        :delays::interval[], :quiet::interval, :mostGuesses, :guessesKept::interval,
        :scopes::text[], :keys::bytea[], :steps::interval[], :bursts::interval[], :dailyBudget,
        :key, :fingerprint, :claimed, :keptUntil)
      """;

  private final JdbcClient database;
  private final Verifications verifications;
  private final Changes changes;
  private final Throttle throttle;
  private final PhoneVault vault;
  private final int maxAttempts;

  CallBeginnings(
      JdbcClient database,
      Verifications verifications,
      Changes changes,
      Throttle throttle,
      PhoneVault vault,
      VerificationProperties properties) {
    this.database = database;
    this.verifications = verifications;
    this.changes = changes;
    this.throttle = throttle;
    this.vault = vault;
    this.maxAttempts = properties.maxAttempts();
  }

  /**
   * Opens a verification, held for its first send, if the limits let it.
   *
   * @param send what the limits look at; absent where none is to be looked at
   */
  Opening open(RequestOtp request, PhoneNumber sender, @Nullable Send send, Instant now) {
    var opened =
        new Verification(
            UuidVersion7Strategy.INSTANCE.generateUuid(null),
            new NewVerification(
                request.callerId(),
                request.purpose(),
                send == null ? vault.digest(request.mobile()) : send.phone(),
                vault.seal(request.mobile()),
                sender,
                maxAttempts),
            UUID.randomUUID(),
            now,
            VerificationLedger.LEASE);
    var claim = request.claim();
    try {
      var opening =
          changes.by(
              () -> opening(opened, send, claim),
              it -> it instanceof Opening.Opened ? opened.news() : Optional.empty());
      if (claim != null) {
        claim.becomes(
            switch (opening) {
              case Opening.Opened _ -> State.MADE;
              case Opening.Limited _ -> State.OPEN;
              case Opening.Repeated() -> State.REFUSED;
            });
      }
      return opening;
    } catch (DataAccessException e) {
      return refused(e, claim, new Opening.Repeated());
    }
  }

  private Opening opening(
      Verification opened, @Nullable Send send, @Nullable Claim<RequestOutcome> claim) {
    var inFlight = opened.inFlight();
    var now = inFlight.startedAt();
    return database
        .sql(OPEN)
        .param("now", timestamp(now))
        .param("id", opened.id())
        .param("operation", inFlight.operationId())
        .param("leasedUntil", timestamp(inFlight.leaseUntil()))
        .param("expiresAt", timestamp(opened.expiresAt()))
        .param("caller", opened.callerId())
        .param("purpose", opened.purpose())
        .param("sender", opened.sender())
        .param("phone", opened.phoneDigest().bytes())
        .param("phoneKey", opened.phone().keyId())
        .param("ciphertext", opened.phone().ciphertext())
        .param("maxAttempts", maxAttempts)
        .params(throttle.terms(send))
        .param("key", claim == null ? null : claim.key().value(), Types.VARCHAR)
        .param("fingerprint", claim == null ? null : claim.fingerprint(), Types.BINARY)
        .param("claimed", claim != null && claim.isMade())
        .param("keptUntil", timestamp(now.plus(IdempotentCalls.KEPT)))
        .query((row, _) -> opening(row, opened))
        .single();
  }

  private static Opening opening(ResultSet row, Verification opened) throws SQLException {
    var limitedBy = row.getString("limited_by");
    var until = row.getObject("until", OffsetDateTime.class).toInstant();
    if (limitedBy == null) {
      return new Opening.Opened(opened, until);
    }
    return limitedBy.equals("key")
        ? new Opening.Repeated()
        : new Opening.Limited(Decision.of(limitedBy, until));
  }

  /**
   * Reserves an attempt of what the caller requested, and holds it for a verify.
   *
   * @return empty where that is not possible now, for whatever reason
   */
  Optional<Verification> reserveAttempt(ConfirmOtp confirm, Instant now) {
    var claim = confirm.claim();
    var mobile = confirm.mobile();
    try {
      var reserved =
          verifications.reserveAttempt(
              confirm.requestId(),
              confirm.callerId(),
              Objects.requireNonNullElse(confirm.purpose(), ""),
              mobile == null ? NOTHING : vault.digest(mobile).bytes(),
              UUID.randomUUID(),
              now,
              now.plus(VerificationLedger.LEASE),
              Guesses.MOST,
              now.minus(Guesses.KEPT),
              claim == null ? "" : claim.key().value(),
              claim == null ? NOTHING : claim.fingerprint(),
              claim != null && claim.isMade(),
              now.plus(IdempotentCalls.KEPT));
      if (claim != null && reserved.isPresent()) {
        claim.becomes(State.MADE);
      }
      return reserved;
    } catch (DataAccessException e) {
      return hasState(e, NUMBER_RESTS) ? Optional.empty() : refused(e, claim, Optional.empty());
    }
  }

  private static <T> T refused(DataAccessException e, @Nullable Claim<?> claim, T nothing) {
    if (claim == null || !hasState(e, KEY_TAKEN)) {
      throw e;
    }
    claim.becomes(State.REFUSED);
    return nothing;
  }

  private static boolean hasState(DataAccessException e, String state) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
        && state.equals(cause.getSQLState());
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
