package dev.otpauth.verification;

import dev.otpauth.commit.GroupCommit;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.Guesses;
import dev.otpauth.verification.Claim.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * How a confirm begins, before the provider is asked: its attempt, the guess at the number's code,
 * and its caller's key; all or nothing. Confirms that come at the same time begin in one statement;
 * where that refuses one of them, each begins in its own.
 */
@Component
class AttemptReservations {

  /** How long a group waits for a lock that somebody else holds, before each waits for its own. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final GroupCommit<Wish, Tried> group = new GroupCommit<>(this::together);
  private final Verifications verifications;
  private final PhoneVault vault;

  AttemptReservations(Verifications verifications, PhoneVault vault) {
    this.verifications = verifications;
    this.vault = vault;
  }

  /**
   * Reserves an attempt of what the caller requested, and holds it for a verify.
   *
   * @return empty where that is not possible now, for whatever reason
   */
  Optional<Verification> reserve(ConfirmOtp confirm, Instant now) {
    var claim = confirm.claim();
    var mobile = confirm.mobile();
    var wish =
        new Wish(confirm, mobile == null ? null : vault.digest(mobile), UUID.randomUUID(), now);
    var isOurs = claim.isMade();
    var tried = isOurs ? Tried.NOT_YET : group.write(wish);
    var reserved = tried.isTried() ? tried.reserved() : alone(wish, isOurs);
    if (reserved.isPresent()) {
      claim.becomes(State.MADE);
    }
    return reserved;
  }

  private List<Tried> together(List<Wish> wishes) {
    var inOrder =
        wishes.stream().sorted(Comparator.comparing(wish -> wish.confirm().requestId())).toList();
    try {
      var reserved = reserved(inOrder, false, PATIENCE);
      return wishes.stream()
          .map(wish -> new Tried(true, Optional.ofNullable(reserved.get(wish.operation()))))
          .toList();
    } catch (DataAccessException e) {
      if (Undone.is(e)) {
        return wishes.stream().map(_ -> Tried.NOT_YET).toList();
      }
      throw e;
    }
  }

  private Optional<Verification> alone(Wish wish, boolean isOurs) {
    try {
      var reserved = reserved(List.of(wish), isOurs, Duration.ZERO);
      return Optional.ofNullable(reserved.get(wish.operation()));
    } catch (DataAccessException e) {
      if (Undone.isBecauseOf(e, Undone.KEY_TAKEN)) {
        wish.confirm().claim().becomes(State.REFUSED);
      } else if (!Undone.isBecauseOf(e, Undone.NUMBER_RESTS)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** What was reserved, by operation. */
  private Map<UUID, Verification> reserved(List<Wish> wishes, boolean areOurs, Duration patience) {
    return verifications
        .reserveAttempts(
            Columns.texts(wishes, wish -> wish.confirm().requestId()),
            Columns.texts(wishes, Wish::operation),
            Columns.texts(wishes, Wish::now),
            VerificationLedger.LEASE.toString(),
            Columns.texts(wishes, wish -> wish.confirm().callerId()),
            Columns.texts(wishes, wish -> wish.confirm().purpose()),
            Columns.texts(wishes, wish -> wish.phone() == null ? null : "\\x" + wish.phone().hex()),
            Guesses.MOST,
            Guesses.KEPT.toString(),
            Columns.texts(wishes, wish -> wish.confirm().claim().word()),
            Columns.texts(wishes, wish -> bytes(wish.confirm().claim().fingerprint())),
            IdempotentCalls.KEPT.toString(),
            areOurs,
            patience.toString())
        .stream()
        .collect(Collectors.toMap(it -> it.inFlight().operationId(), Function.identity()));
  }

  private static @Nullable String bytes(byte @Nullable [] of) {
    return of == null ? null : "\\x" + HexFormat.of().formatHex(of);
  }

  /**
   * An attempt to be reserved.
   *
   * @param phone what the number must be, by its digest; absent where the caller does not say
   */
  private record Wish(
      ConfirmOtp confirm, @Nullable KeyedDigest phone, UUID operation, Instant now) {}

  /** What became of a wish in a group; all of it is undone where it was not tried. */
  private record Tried(boolean isTried, Optional<Verification> reserved) {

    static final Tried NOT_YET = new Tried(false, Optional.empty());
  }
}
