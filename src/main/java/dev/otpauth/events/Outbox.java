package dev.otpauth.events;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The transactional outbox: events that are to be delivered or were. Each method is one statement,
 * atomic across replicas.
 */
class Outbox {

  private final JdbcClient database;
  private final JdbcOperations connections;

  Outbox(JdbcClient database, JdbcOperations connections) {
    this.database = database;
    this.connections = connections;
  }

  /**
   * Stores an event, unless one with its id exists. It is due at once, or together with an earlier
   * event of its verification whose delivery has failed.
   */
  void add(NewEvent event) {
    var phone = event.phoneDigest();
    database
        .sql(
            """
            insert into verification_event
              (id, verification_id, sequence, type, body, phone_digest, created_at, due_at)
            values
              (:id, :verification, :sequence, :type, :body, :phone, :at, greatest(:at, (
                select max(due_at) from verification_event earlier
                where earlier.verification_id = :verification and earlier.sequence < :sequence
                  and earlier.last_failure is not null
                  and earlier.delivered_at is null and earlier.dead_at is null)))
            on conflict (id) do nothing
            """)
        .param("id", event.id())
        .param("verification", event.verificationId(), Types.OTHER)
        .param("sequence", event.sequence(), Types.INTEGER)
        .param("type", event.type())
        .param("body", event.body())
        .param("phone", phone == null ? null : phone.bytes(), Types.BINARY)
        .param("at", timestamp(event.at()))
        .update();
  }

  /**
   * Stores an event in the running transaction, behind a savepoint: if it fails, the transaction
   * can still be committed.
   */
  void addWithinTransaction(NewEvent event) {
    connections.execute(
        (ConnectionCallback<@Nullable Void>)
            connection -> {
              var before = connection.setSavepoint();
              try {
                add(event);
              } catch (DataAccessException e) {
                connection.rollback(before);
                throw e;
              }
              connection.releaseSavepoint(before);
              return null;
            });
  }

  /**
   * Leases due events, and counts an attempt for each. Events of a verification are delivered in
   * order: one becomes available once all before it are delivered or dead. The lease lapses if the
   * replica dies.
   */
  List<Event> take(int atMost, Instant now, Instant leaseUntil) {
    return database
        .sql(
            """
            update verification_event
            set attempts = attempts + 1, due_at = :leaseUntil
            where id in (
                select id from verification_event event
                where delivered_at is null and dead_at is null and due_at <= :now
                  and not exists (
                    select from verification_event earlier
                    where earlier.verification_id = event.verification_id
                      and earlier.sequence < event.sequence
                      and earlier.delivered_at is null and earlier.dead_at is null)
                order by due_at
                limit :atMost
                for update skip locked)
            returning id, type, body, attempts
            """)
        .param("now", timestamp(now))
        .param("leaseUntil", timestamp(leaseUntil))
        .param("atMost", atMost)
        .query(
            (row, _) ->
                new Event(
                    row.getObject("id", UUID.class),
                    row.getString("type"),
                    row.getString("body"),
                    row.getInt("attempts")))
        .list();
  }

  /** Marks an event as delivered, even if its lease was lost. */
  void delivered(Event event, Instant now) {
    database
        .sql(
            """
            update verification_event
            set delivered_at = :now, dead_at = null, last_failure = null
            where id = :id and delivered_at is null
            """)
        .param("id", event.id())
        .param("now", timestamp(now))
        .update();
  }

  /**
   * Schedules the next attempt of an event, and later events of its verification no earlier. Does
   * nothing if the lease was lost.
   */
  void failed(Event event, String why, Instant dueAt) {
    ended(
        event,
        """
        with failed as (
          update verification_event set last_failure = :why, due_at = :then
          where id = :id and attempts = :attempts and delivered_at is null and dead_at is null
          returning verification_id, sequence)
        update verification_event later set due_at = :then
        from failed
        where later.verification_id = failed.verification_id
          and later.sequence > failed.sequence
          and later.delivered_at is null and later.dead_at is null and later.due_at < :then
        """,
        why,
        dueAt);
  }

  /** Marks an event as a dead letter. Does nothing if the lease was lost. */
  void dead(Event event, String why, Instant now) {
    ended(
        event,
        """
        update verification_event set last_failure = :why, dead_at = :then, due_at = :then
        where id = :id and attempts = :attempts and delivered_at is null and dead_at is null
        """,
        why,
        now);
  }

  private void ended(Event event, String statement, String why, Instant then) {
    database
        .sql(statement)
        .param("id", event.id())
        .param("attempts", event.attempts())
        .param("why", why)
        .param("then", timestamp(then))
        .update();
  }

  /** Deletes old delivered events and dead letters, and returns how many. */
  int forget(Instant deliveredBefore, Instant deadBefore) {
    return database
        .sql("delete from verification_event where delivered_at < :delivered or dead_at < :dead")
        .param("delivered", timestamp(deliveredBefore))
        .param("dead", timestamp(deadBefore))
        .update();
  }

  /** Counts the events. */
  Size size() {
    return database
        .sql(
            """
            select count(*) as backlog, min(created_at) as oldest,
                   (select count(*) from verification_event where dead_at is not null) as dead
            from verification_event
            where delivered_at is null and dead_at is null
            """)
        .query(Size.class)
        .single();
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * The size of the outbox.
   *
   * @param backlog events still to be delivered
   * @param oldest when the oldest of them was created; null if there is none
   * @param dead dead letters
   */
  record Size(long backlog, @Nullable Instant oldest, long dead) {}
}
