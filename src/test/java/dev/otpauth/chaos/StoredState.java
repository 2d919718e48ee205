package dev.otpauth.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the service has written down, read from the database itself. */
record StoredState(Postgres postgres) {

  private static final String ROWS =
      """
      select v.*, (select count(*) from provider_reference r where r.verification_id = v.id) known
      from verification v
      where purpose = any (?)
      order by created_at, id
      """;

  /** What was begun for some purposes, in that order; each case has a purpose of its own. */
  List<Row> rows(Collection<String> purposes) throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.prepareStatement(ROWS)) {
      statement.setArray(1, connection.createArrayOf("text", purposes.toArray()));
      try (var result = statement.executeQuery()) {
        var rows = new ArrayList<Row>();
        while (result.next()) {
          rows.add(Row.of(result));
        }
        return rows;
      }
    }
  }

  /** The provider's references of a verification. */
  List<String> references(UUID id) throws SQLException {
    try (var connection = postgres.connect();
        var statement =
            connection.prepareStatement(
                "select reference from provider_reference where verification_id = ?")) {
      statement.setObject(1, id);
      try (var result = statement.executeQuery()) {
        var references = new ArrayList<String>();
        while (result.next()) {
          references.add(result.getString(1));
        }
        return references;
      }
    }
  }

  /** Holds a verification's row, so that nobody can write to it, until closed. */
  Connection lock(String purpose) throws SQLException {
    var connection = postgres.connect();
    connection.setAutoCommit(false);
    try (var statement =
        connection.prepareStatement("select 1 from verification where purpose = ? for update")) {
      statement.setString(1, purpose);
      statement.executeQuery();
    }
    return connection;
  }

  /** How many wait for a lock. */
  int waiting() throws SQLException {
    return number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
  }

  /** What a query for one number says. */
  int number(String sql) throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  /**
   * A verification as it is stored.
   *
   * @param known its references
   * @param settled whether nothing is in flight or unknown
   */
  record Row(UUID id, String state, int attempts, int known, boolean settled) {

    static final Row NONE = new Row(new UUID(0, 0), "none", 0, 0, false);

    static Row of(ResultSet result) throws SQLException {
      var reason = result.getString("failure_reason");
      return new Row(
          result.getObject("id", UUID.class),
          reason == null ? result.getString("status") : "failed/" + reason,
          result.getInt("attempts"),
          result.getInt("known"),
          result.getString("operation") == null);
    }
  }
}
