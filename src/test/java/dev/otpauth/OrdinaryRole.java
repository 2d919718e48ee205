package dev.otpauth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The service's database role: it owns its databases and has no further privileges. A more
 * privileged role would hide missing privileges.
 */
public final class OrdinaryRole {

  public static final String NAME = "otp";
  public static final String PASSWORD = "otp";

  private OrdinaryRole() {}

  /** Makes a database that the role owns, and the role where there is none. */
  public static void createDatabase(Connection superuser, String name) throws SQLException {
    try (var statement = superuser.createStatement()) {
      if (!statement
          .executeQuery("select from pg_roles where rolname = '%s'".formatted(NAME))
          .next()) {
        statement.execute(
            "create role %s login password '%s' nosuperuser nocreaterole nocreatedb"
                .formatted(NAME, PASSWORD));
      }
      statement.execute("create database %s owner %s".formatted(name, NAME));
    }
  }

  /** Does so on a server whose superuser is {@code postgres}. */
  public static void createDatabase(String serverUrl, String name) throws SQLException {
    try (var superuser = DriverManager.getConnection(serverUrl, "postgres", "postgres")) {
      createDatabase(superuser, name);
    }
  }
}
