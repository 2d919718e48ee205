package dev.otpauth.bench;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Multiplies what one finished verification has left, so that what is there is what the service
 * itself wrote, whatever its columns are: its row, its reference, its number's limits, and the
 * audit entries of its two calls. What retention has removed by then, the kept answers, is left
 * out.
 */
final class Filling {

  private static final String ID =
      """
      (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(n::text), 1, 3)
        || '8' || substr(md5(n::text), 4, 15))::uuid\
      """;
  private static final String DIGEST = "sha256(n::text::bytea)";
  private static final String REFERENCE = "'otp_' || md5(n::text)::uuid";

  /** What differs from one to the next, by column. */
  private static final Map<String, String> OWN =
      Map.of(
          "id", ID,
          "verification_id", ID,
          "request_id", ID,
          "phone_digest", DIGEST,
          "reference", REFERENCE,
          "concluded_id", "md5('concluded' || n)::uuid",
          "trace_id", "md5('trace' || n)");

  /** What is multiplied, and which rows of it. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "verification", "select * from verification where status = 'verified' limit 1",
          "provider_reference", "select * from provider_reference limit 1",
          "throttled_phone", "select * from throttled_phone limit 1",
          "audit_entry", "select distinct on (call) * from audit_entry");

  private static final String OF_EXAMPLES =
      EXAMPLES.keySet().stream().collect(joining("', '", "tablename in ('", "')"));

  /** Those that no constraint has made. */
  private static final String PLAIN =
      " and not exists (select from pg_constraint where conname = indexname)";

  private static final String INDEXES =
      "select indexdef from pg_indexes where " + OF_EXAMPLES + PLAIN;

  private final Database database;
  private final String schema;

  Filling(Database database, String schema) {
    this.database = database;
    this.schema = schema;
  }

  /** Without indexes and constraints, which are made again when all is there. */
  void multiply(long rows) throws SQLException {
    // The same for all tables, for a verification's id is its time, and others refer to it.
    var now = Clock.systemUTC().instant();
    var keys = constraints();
    var indexes = database.texts(schema, INDEXES);
    var statements = new ArrayList<String>();
    statements.add("set synchronous_commit = off");
    statements.add("set maintenance_work_mem = '1GB'");
    keys.reversed().forEach(it -> statements.add(it.drop()));
    database
        .texts(schema, "select indexname from pg_indexes where " + OF_EXAMPLES + PLAIN)
        .forEach(it -> statements.add("drop index " + it));
    for (var example : EXAMPLES.entrySet()) {
      statements.add(insert(example.getKey(), example.getValue(), rows, now));
    }
    statements.addAll(indexes);
    keys.forEach(it -> statements.add(it.add()));
    EXAMPLES.keySet().forEach(it -> statements.add("vacuum (analyze) " + it));
    statements.add("checkpoint");
    database.execute(schema, statements.toArray(String[]::new));
  }

  /** The oldest is of 29 days ago; the numbers' limits, which are forgotten sooner, of 10 hours. */
  private String insert(String table, String example, long rows, Instant now) throws SQLException {
    var kept = table.equals("throttled_phone") ? "10 hours" : "29 days";
    var columns =
        database.texts(
            schema,
            "select column_name || ' ' || data_type from information_schema.columns"
                + " where table_schema = 'public' and table_name = '%s' order by ordinal_position"
                    .formatted(table));
    return """
    insert into %1$s (%2$s)
      select %3$s
      from (%4$s) it
      cross join lateral (
        select n, ago, (extract(epoch from timestamptz '%7$s' - ago) * 1000)::bigint as ms
        from generate_series(1, %5$d) n
        cross join lateral (select interval '1 hour' + interval '%6$s' * (1 - n / %5$d.0)) a (ago)) o
    """
        .formatted(
            table,
            columns.stream().map(Filling::name).collect(joining(", ")),
            columns.stream().map(Filling::value).collect(joining(", ")),
            example,
            rows,
            kept,
            now);
  }

  private static String name(String column) {
    return column.substring(0, column.indexOf(' '));
  }

  private static String value(String column) {
    var own = OWN.get(name(column));
    if (own != null) {
      return "case when it.%s is not null then %s end".formatted(name(column), own);
    }
    return column.contains(" timestamp")
        ? "it.%s - ago".formatted(name(column))
        : "it." + name(column);
  }

  /** Keys first, then what refers to them. */
  private List<Constraint> constraints() throws SQLException {
    var tables = OF_EXAMPLES.replace("tablename", "relname");
    return database
        .texts(
            schema,
            """
            select k.conrelid::regclass || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
              from pg_constraint k join pg_class c on c.oid in (k.conrelid, k.confrelid)
              where k.contype in ('p', 'u', 'f') and %s
              group by k.oid, k.conrelid, k.conname, k.contype
              order by k.contype = 'f'
            """
                .formatted(tables))
        .stream()
        .map(Constraint::of)
        .toList();
  }

  private record Constraint(String table, String name, String definition) {

    static Constraint of(String text) {
      var words = text.split(" ", 3);
      return new Constraint(words[0], words[1], words[2]);
    }

    String drop() {
      return "alter table %s drop constraint %s".formatted(table, name);
    }

    String add() {
      return "alter table %s add constraint %s %s".formatted(table, name, definition);
    }
  }
}
