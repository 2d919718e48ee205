package dev.otpauth.verification;

import dev.otpauth.commit.GroupCommit;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.phone.SealedText;
import dev.otpauth.problem.CurrentTrace;
import dev.otpauth.verification.CallAnswered.Entry;
import dev.otpauth.verification.Claim.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a call that went well ends: its outcome, the answer that is kept, and its entry in the audit
 * record. Calls that end at the same time do so in one statement. What finds things not as they
 * should be does nothing, and {@link VerificationLedger} takes over.
 */
@Component
class CallEndings {

  private static final String SENT =
      """
      select end_sends(
        :ids::uuid[], :leases::uuid[], :moments::timestamptz[],
        :validities::timestamptz[], :references::text[],
        :callers::text[], :claimed::text[], :answered::integer[], :waits::bigint[], :types::text[],
        :bodies::bytea[], :bodyKeys::text[],
        :calls::text[], :phones::bytea[], :traces::text[])
      """;

  private static final String VERIFIED =
      """
      select end_verifies(
        :ids::uuid[], :leases::uuid[], :moments::timestamptz[], :verified::timestamptz[],
        :callers::text[], :claimed::text[], :answered::integer[], :waits::bigint[], :types::text[],
        :bodies::bytea[], :bodyKeys::text[],
        :calls::text[], :phones::bytea[], :traces::text[])
      """;

  private final GroupCommit<Ending, Boolean> sends = new GroupCommit<>(this::sent);
  private final GroupCommit<Ending, Boolean> verifies = new GroupCommit<>(this::verified);
  private final JdbcClient database;
  private final Changes changes;
  private final PhoneVault vault;
  private final CurrentTrace trace;

  CallEndings(JdbcClient database, Changes changes, PhoneVault vault, CurrentTrace trace) {
    this.database = database;
    this.changes = changes;
    this.vault = vault;
    this.trace = trace;
  }

  /**
   * Writes down that a code was sent.
   *
   * @param sent the verification from then on
   * @param answer to be kept under the claim; absent where none is
   * @return false, and nothing written, where it is not ours any more or the reference is known
   */
  boolean sent(
      Verification held,
      Verification sent,
      Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    return ended(sends, held, sent, claim, answer, now);
  }

  /**
   * Writes down that a code was right.
   *
   * @param verified the verification from then on
   * @param answer to be kept under the claim; absent where none is
   * @return false, and nothing written, where it is not ours any more
   */
  boolean verified(
      Verification held,
      Verification verified,
      Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    return ended(verifies, held, verified, claim, answer, now);
  }

  private boolean ended(
      GroupCommit<Ending, Boolean> group,
      Verification held,
      Verification after,
      Claim<?> claim,
      @Nullable KeptAnswer answer,
      Instant now) {
    var news = after.news();
    var key = claim.key();
    var kept =
        key == null || answer == null ? null : new Kept(key, answer, vault.seal(answer.body()));
    // So it stays where the writing throws.
    claim.entryIs(Entry.UNKNOWN);
    var isEnded = group.write(new Ending(held.inFlight(), after, now, kept, trace.id(), news));
    claim.entryIs(isEnded ? Entry.WRITTEN : Entry.MISSING);
    if (isEnded) {
      news.ifPresent(changes::publish);
      if (kept != null) {
        claim.becomes(State.ANSWERED);
      }
    }
    return isEnded;
  }

  private List<Boolean> sent(List<Ending> endings) {
    return ended(
        SENT,
        endings,
        inOrder ->
            columns(inOrder)
                .texts("validities", ending -> ending.after().expiresAt())
                .texts("references", ending -> ending.after().reference().value()));
  }

  private List<Boolean> verified(List<Ending> endings) {
    return ended(
        VERIFIED,
        endings,
        inOrder -> columns(inOrder).texts("verified", ending -> ending.after().verifiedAt()));
  }

  private List<Boolean> ended(String sql, List<Ending> endings, ToColumns toColumns) {
    var inOrder = endings.stream().sorted(Comparator.comparing(Ending::id)).toList();
    var ended =
        changes.by(
            () -> ended(sql, toColumns.of(inOrder)),
            ids ->
                inOrder.stream()
                    .filter(ending -> ids.contains(ending.id()))
                    .flatMap(ending -> ending.news().stream())
                    .toList());
    return endings.stream().map(ending -> ended.contains(ending.id())).toList();
  }

  private Set<UUID> ended(String sql, Columns<Ending> columns) {
    return database
        .sql(sql)
        .params(columns.parameters())
        .query((row, _) -> Set.of((UUID[]) row.getArray(1).getArray()))
        .single();
  }

  private static Columns<Ending> columns(List<Ending> endings) {
    return new Columns<>(endings)
        .texts("ids", Ending::id)
        .texts("leases", ending -> ending.held().leaseId())
        .texts("moments", Ending::now)
        .texts("callers", ending -> ending.after().callerId())
        .texts("claimed", ending -> ending.kept() == null ? null : ending.kept().key().value())
        .texts("answered", ending -> ending.kept() == null ? null : ending.kept().answer().status())
        .texts(
            "waits", ending -> ending.kept() == null ? null : ending.kept().answer().retryAfter())
        .texts(
            "types", ending -> ending.kept() == null ? null : ending.kept().answer().contentType())
        .bytes("bodies", ending -> ending.kept() == null ? null : ending.kept().body().ciphertext())
        .texts("bodyKeys", ending -> ending.kept() == null ? null : ending.kept().body().keyId())
        .texts("calls", ending -> ending.held().operation().call().word())
        .bytes("phones", ending -> ending.after().phoneDigest().bytes())
        .texts("traces", Ending::traceId);
  }

  private interface ToColumns {
    Columns<Ending> of(List<Ending> endings);
  }

  /**
   * A call that is to end.
   *
   * @param held what is in flight, and must still be
   * @param traceId absent where it is not traced
   * @param news to be told once it has ended
   */
  private record Ending(
      InFlight held,
      Verification after,
      Instant now,
      @Nullable Kept kept,
      @Nullable String traceId,
      Optional<VerificationChanged> news) {

    UUID id() {
      return after.id();
    }
  }

  /** An answer to be kept. */
  private record Kept(IdempotencyKey key, KeptAnswer answer, SealedText body) {}
}
