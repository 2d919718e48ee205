package dev.otpauth.verification;

import dev.otpauth.commit.GroupCommit;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle;
import dev.otpauth.verification.Claim.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a request begins, before the provider is asked: its verification, what that takes from the
 * limits, and its caller's key; all or nothing. Requests that come at the same time begin in one
 * statement; where one of them is refused, each begins in its own, which says why.
 */
@Component
class Openings {

  private static final String TOGETHER =
      """
      select open_verifications(
        :ids::uuid[], :operations::uuid[], :moments::timestamptz[],
        :lease::interval, :validity::interval,
        :callers::text[], :purposes::text[], :senders::text[],
        :phones::bytea[], :phoneKeys::text[], :ciphertexts::bytea[], :maxAttempts,
        :delays::interval[], :quiet::interval, :mostGuesses, :guessesKept::interval,
        :scopes::text[], :keys::bytea[], :taken::interval[], :bursts::interval[],
        :spenders::text[], :spent::integer[], :dailyBudget,
        :claimed::text[], :fingerprints::bytea[], :kept::interval)
      """;

  private static final String ALONE =
      """
      select limited_by, until from open_verification(
        :now, :id, :operation, :leasedUntil, :expiresAt,
        :caller, :purpose, :sender, :phone, :phoneKey, :ciphertext, :maxAttempts,
        :delays::interval[], :quiet::interval, :mostGuesses, :guessesKept::interval,
        :scopes::text[], :keys::bytea[], :steps::interval[], :bursts::interval[], :dailyBudget,
        :key, :fingerprint, :claimed, :keptUntil)
      """;

  private final GroupCommit<Wish, Optional<Instant>> group = new GroupCommit<>(this::together);
  private final JdbcClient database;
  private final Changes changes;
  private final Throttle throttle;
  private final IdempotentCalls keys;
  private final PhoneVault vault;
  private final int maxAttempts;

  Openings(
      JdbcClient database,
      Changes changes,
      Throttle throttle,
      IdempotentCalls keys,
      PhoneVault vault,
      VerificationProperties properties) {
    this.database = database;
    this.changes = changes;
    this.throttle = throttle;
    this.keys = keys;
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
    var news = opened.news();
    var opening =
        send == null || claim.isMade()
            ? alone(opened, send, claim, news)
            : group
                .write(new Wish(opened, send, claim, news))
                .<Opening>map(next -> new Opening.Opened(opened, next))
                .orElseGet(() -> alone(opened, send, claim, news));
    claim.becomes(
        switch (opening) {
          case Opening.Opened _ -> State.MADE;
          case Opening.Limited _ -> State.OPEN;
          case Opening.Repeated() -> State.REFUSED;
        });
    if (opening instanceof Opening.Opened) {
      news.ifPresent(changes::publish);
    }
    return opening;
  }

  /** When the next code may be sent to each number; empty for all where one is refused. */
  private List<Optional<Instant>> together(List<Wish> wishes) {
    var inOrder = wishes.stream().sorted(Wish.BY_PHONE).toList();
    try {
      var next =
          changes.by(
              () -> opened(inOrder),
              _ -> inOrder.stream().flatMap(wish -> wish.news().stream()).toList());
      var nextOf = new HashMap<UUID, Instant>();
      for (var i = 0; i < inOrder.size(); i++) {
        nextOf.put(inOrder.get(i).opened().id(), next[i].toInstant());
      }
      return wishes.stream()
          .map(wish -> Optional.ofNullable(nextOf.get(wish.opened().id())))
          .toList();
    } catch (DataAccessException e) {
      if (Undone.is(e)) {
        return wishes.stream().map(_ -> Optional.<Instant>empty()).toList();
      }
      throw e;
    }
  }

  private Timestamp[] opened(List<Wish> wishes) {
    return database
        .sql(TOGETHER)
        .params(columns(wishes))
        .params(throttle.terms(wishes.stream().map(Wish::send).toList()))
        .param("lease", VerificationLedger.LEASE.toString())
        .param("validity", NewVerification.USUAL_VALIDITY.toString())
        .param("kept", IdempotentCalls.KEPT.toString())
        .param("maxAttempts", maxAttempts)
        .query((row, _) -> (Timestamp[]) row.getArray(1).getArray())
        .single();
  }

  private static Map<String, ?> columns(List<Wish> wishes) {
    return new Columns<>(wishes)
        .texts("ids", wish -> wish.opened().id())
        .texts("operations", wish -> wish.opened().inFlight().operationId())
        .texts("moments", wish -> wish.opened().inFlight().startedAt())
        .texts("callers", wish -> wish.opened().callerId())
        .texts("purposes", wish -> wish.opened().purpose())
        .texts("senders", wish -> wish.opened().sender())
        .bytes("phones", wish -> wish.opened().phoneDigest().bytes())
        .texts("phoneKeys", wish -> wish.opened().phone().keyId())
        .bytes("ciphertexts", wish -> wish.opened().phone().ciphertext())
        .texts("claimed", wish -> wish.claim().word())
        .bytes("fingerprints", wish -> wish.claim().fingerprint())
        .parameters();
  }

  private Opening alone(
      Verification opened,
      @Nullable Send send,
      Claim<RequestOutcome> claim,
      Optional<VerificationChanged> news) {
    var key = claim.key();
    try {
      var opening =
          changes.by(
              () -> opening(opened, send, claim),
              it -> it instanceof Opening.Opened ? news.stream().toList() : List.of());
      // What limits a repeat may be its first call, which was not committed yet when the key was
      // looked at.
      return opening instanceof Opening.Limited
              && key != null
              && !claim.isMade()
              && keys.isTaken(key)
          ? new Opening.Repeated()
          : opening;
    } catch (DataAccessException e) {
      if (!Undone.isBecauseOf(e, Undone.KEY_TAKEN)) {
        throw e;
      }
      return new Opening.Repeated();
    }
  }

  private Opening opening(Verification opened, @Nullable Send send, Claim<RequestOutcome> claim) {
    var inFlight = opened.inFlight();
    var now = inFlight.startedAt();
    return database
        .sql(ALONE)
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
        .param("key", claim.word(), Types.VARCHAR)
        .param("fingerprint", claim.fingerprint(), Types.BINARY)
        .param("claimed", claim.isMade())
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

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * A verification to be opened.
   *
   * @param news to be told once it is
   */
  private record Wish(
      Verification opened,
      Send send,
      Claim<RequestOutcome> claim,
      Optional<VerificationChanged> news) {

    static final Comparator<Wish> BY_PHONE =
        Comparator.comparing(wish -> wish.send().phone().hex());
  }
}
