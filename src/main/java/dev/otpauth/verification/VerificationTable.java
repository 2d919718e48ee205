package dev.otpauth.verification;

import static dev.otpauth.runtime.Timestamps.instant;
import static dev.otpauth.runtime.Timestamps.nullableInstant;
import static dev.otpauth.verification.LowerCaseEnumConverter.constant;
import static dev.otpauth.verification.LowerCaseEnumConverter.value;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.runtime.ArrayParameters;
import dev.otpauth.runtime.BulkStatement;
import dev.otpauth.runtime.BulkStatement.Column;
import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.runtime.RowSet;
import dev.otpauth.runtime.RowSet.Change;
import dev.otpauth.runtime.VersionedTable;
import dev.otpauth.throttle.Digests;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQL for loading and saving verifications and their references, many at a time. */
final class VerificationTable {

  private static final String LOAD =
      """
      select id, caller_id, purpose, phone_digest, phone_key_id, phone_ciphertext, client_network,
        client_site, sender,
        status, failure_reason, attempts, max_attempts,
        reference, reference_attempts, reference_remaining,
        operation, operation_id, operation_started_at, operation_answered_at,
        lease_id, lease_until, settle_at, settle_tries, concluded_id, concluded_as,
        expires_at, verified_at, proven_at, refreshed_at, created_at, updated_at, changes, version
      from verification where id = any (?::uuid[])
      """;

  private static final VersionedTable<Change<UUID, Verification>> TABLE =
      VersionedTable.<Change<UUID, Verification>>named("verification", Change::version)
          .key("id", "uuid", Change::key)
          .fixed("caller_id", "text", it -> it.row().callerId)
          .fixed("purpose", "text", it -> it.row().purpose)
          .fixed("phone_digest", "bytea", it -> it.row().phoneDigest)
          .fixed("phone_key_id", "text", it -> it.row().phoneKeyId)
          .fixed("phone_ciphertext", "bytea", it -> it.row().phoneCiphertext)
          .fixed("client_network", "bytea", it -> it.row().clientNetwork)
          .fixed("client_site", "bytea", it -> it.row().clientSite)
          .fixed("sender", "text", it -> it.row().sender)
          .fixed("max_attempts", "integer", it -> it.row().maxAttempts)
          .fixed("created_at", "timestamptz", it -> it.row().createdAt)
          .column("status", "text", it -> it.row().status.value())
          .column("failure_reason", "text", it -> value(it.row().failureReason))
          .column("attempts", "integer", it -> it.row().attempts)
          .column("reference", "text", it -> it.row().referenceValue)
          .column("reference_attempts", "integer", it -> it.row().referenceAttempts)
          .column("reference_remaining", "integer", it -> it.row().referenceRemaining)
          .column("operation", "text", it -> value(inFlight(it, PendingOperation::operation)))
          .column("operation_id", "uuid", it -> inFlight(it, PendingOperation::operationId))
          .column(
              "operation_started_at",
              "timestamptz",
              it -> inFlight(it, PendingOperation::startedAt))
          .column(
              "operation_answered_at",
              "timestamptz",
              it -> inFlight(it, PendingOperation::answeredAt))
          .column("lease_id", "uuid", it -> inFlight(it, PendingOperation::leaseId))
          .column("lease_until", "timestamptz", it -> inFlight(it, PendingOperation::leaseUntil))
          .column("settle_at", "timestamptz", it -> inFlight(it, PendingOperation::settleAt))
          .column("settle_tries", "integer", it -> inFlight(it, PendingOperation::settleTries))
          .column("concluded_id", "uuid", it -> it.row().concludedId)
          .column("concluded_as", "text", it -> value(it.row().concludedAs))
          .column("expires_at", "timestamptz", it -> it.row().expiresAt)
          .column("verified_at", "timestamptz", it -> it.row().verifiedAt)
          .column("proven_at", "timestamptz", it -> it.row().provenAt)
          .column("refreshed_at", "timestamptz", it -> it.row().refreshedAt)
          .column("updated_at", "timestamptz", it -> it.row().updatedAt)
          .column("changes", "integer", it -> it.row().changes)
          .build();

  private static final BulkStatement<AdoptedReference> REFERENCES =
      BulkStatement.insert(
          "provider_reference",
          List.of(
              new Column<>("reference", "text", AdoptedReference::reference),
              new Column<>("verification_id", "uuid", AdoptedReference::verificationId),
              new Column<>("adopted_at", "timestamptz", AdoptedReference::at)));

  private VerificationTable() {}

  private static <T> @Nullable T inFlight(
      Change<UUID, Verification> change, Function<PendingOperation, @Nullable T> part) {
    var inFlight = change.row().inFlight;
    return inFlight == null ? null : part.apply(inFlight);
  }

  /**
   * Adds a query for verifications to a round trip; the rows are filled when it is sent.
   *
   * @param locked whether to lock them until the transaction ends
   */
  static RowSet<UUID, Verification> load(RoundTrip trip, Collection<UUID> ids, boolean locked) {
    var rows = new RowSet<UUID, Verification>();
    if (!ids.isEmpty()) {
      trip.query(
          locked ? LOAD + "order by id for update" : LOAD,
          parameters(ids),
          row -> {
            var verification = verification(row);
            rows.load(verification.id, verification, verification.version);
          });
    }
    return rows;
  }

  private static List<Object> parameters(Collection<UUID> ids) {
    return new ArrayParameters<>(ids).text(it -> it).list();
  }

  /** A query for the digests of verifications' numbers. */
  static Digests phonesOf(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Digests.NONE
        : new Digests(
            "select phone_digest from verification where id = any (?::uuid[])", parameters(ids));
  }

  /** A query for the digests of verifications' networks. */
  static Digests networksOf(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Digests.NONE
        : new Digests(
            """
            select unnest(array[client_network, client_site]) from verification
            where id = any (?::uuid[])\
            """,
            parameters(ids));
  }

  /** Adds a query for the origins from which their number was verified before. */
  static Map<Origin, Boolean> loadOrigins(RoundTrip trip, Collection<Origin> asked) {
    var origins = new HashMap<Origin, Boolean>();
    if (!asked.isEmpty()) {
      asked.forEach(it -> origins.put(it, false));
      var parameters =
          new ArrayList<>(
              new ArrayParameters<>(asked)
                  .text(Origin::callerId)
                  .bytes(it -> it.phone().bytes())
                  .bytes(it -> it.network().bytes())
                  .list());
      parameters.add(OtpStatus.VERIFIED.value());
      trip.query(
          """
          select given.caller_id, given.phone_digest, given.client_network
          from unnest(?::text[], ?::bytea[], ?::bytea[])
            as given (caller_id, phone_digest, client_network)
          where exists (
            select from verification it
            where it.phone_digest = given.phone_digest and it.caller_id = given.caller_id
              and it.client_network = given.client_network and it.status = ?)
          """,
          parameters,
          row ->
              origins.put(
                  new Origin(
                      row.getString("caller_id"),
                      KeyedDigest.of(row.getBytes("phone_digest")),
                      KeyedDigest.of(row.getBytes("client_network"))),
                  true));
    }
    return origins;
  }

  /** Adds a query for the references that belong to a verification. */
  static Set<String> loadTaken(RoundTrip trip, Collection<String> references) {
    var taken = new HashSet<String>();
    if (!references.isEmpty()) {
      trip.query(
          "select reference from provider_reference where reference = any (?::text[])",
          new ArrayParameters<>(references).text(it -> it).list(),
          row -> taken.add(row.getString("reference")));
    }
    return taken;
  }

  /**
   * Adds the changed rows and new references to a round trip, which fails as a whole if a row has
   * changed in between or a reference is taken.
   */
  static void save(
      RoundTrip trip, RowSet<UUID, Verification> rows, List<AdoptedReference> adopted) {
    TABLE.save(trip, rows.changes(Comparator.naturalOrder()));
    REFERENCES.addTo(trip, adopted);
  }

  private static Verification verification(ResultSet row) throws SQLException {
    var it = new Verification();
    it.id = row.getObject("id", UUID.class);
    it.callerId = row.getString("caller_id");
    it.purpose = row.getString("purpose");
    it.phoneDigest = row.getBytes("phone_digest");
    it.phoneKeyId = row.getString("phone_key_id");
    it.phoneCiphertext = row.getBytes("phone_ciphertext");
    it.clientNetwork = row.getBytes("client_network");
    it.clientSite = row.getBytes("client_site");
    it.sender = row.getString("sender");
    it.status = Objects.requireNonNull(constant(OtpStatus.class, row.getString("status")));
    it.failureReason = constant(FailureReason.class, row.getString("failure_reason"));
    it.attempts = row.getInt("attempts");
    it.maxAttempts = row.getInt("max_attempts");
    it.referenceValue = row.getString("reference");
    it.referenceAttempts = row.getInt("reference_attempts");
    it.referenceRemaining = row.getObject("reference_remaining", Integer.class);
    it.inFlight = inFlight(row);
    it.concludedId = row.getObject("concluded_id", UUID.class);
    it.concludedAs = constant(OperationResult.class, row.getString("concluded_as"));
    it.expiresAt = instant(row, "expires_at");
    it.verifiedAt = nullableInstant(row, "verified_at");
    it.provenAt = nullableInstant(row, "proven_at");
    it.refreshedAt = nullableInstant(row, "refreshed_at");
    it.createdAt = instant(row, "created_at");
    it.updatedAt = instant(row, "updated_at");
    it.changes = row.getInt("changes");
    it.version = row.getInt("version");
    return it;
  }

  private static @Nullable PendingOperation inFlight(ResultSet row) throws SQLException {
    var operation = constant(PendingOperation.Kind.class, row.getString("operation"));
    return operation == null
        ? null
        : new PendingOperation(
            operation,
            row.getObject("operation_id", UUID.class),
            instant(row, "operation_started_at"),
            row.getObject("lease_id", UUID.class),
            instant(row, "lease_until"),
            instant(row, "settle_at"),
            row.getInt("settle_tries"),
            nullableInstant(row, "operation_answered_at"));
  }

  /** A new reference of a verification. */
  record AdoptedReference(String reference, UUID verificationId, Instant at) {}
}
