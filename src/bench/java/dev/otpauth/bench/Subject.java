package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A server under load, its database beside it: the service, or what it is compared with. */
final class Subject implements AutoCloseable {

  private static final String SECRET = "bench-secret";

  /** So many numbers lie between those of one run and those of the next. */
  private static final long NUMBERS_A_RUN = 2_000_000;

  private static long runs;

  private final String name;
  private final Database database;
  private final String schema;
  private final Server server;
  private final Allocations allocations;
  private final Watch watch;
  private final String authorization;
  private final String features;

  private Subject(
      String name, Database database, String schema, Server server, boolean authenticated)
      throws IOException {
    this.name = name;
    this.database = database;
    this.schema = schema;
    this.server = server;
    this.allocations = new Allocations(server.process().pid());
    this.watch =
        new Watch(server.handle(), ProcessHandle.of(database.pid()).orElseThrow(), allocations);
    this.authorization =
        authenticated
            ? "Basic " + Base64.getEncoder().encodeToString(("bench:" + SECRET).getBytes(UTF_8))
            : "-";
    this.features = authenticated ? "all" : "bare";
  }

  /** The service as it ships, all features on, with a database of its own. */
  static Subject service(Options options, Path unpacked, Database database, String baseUrl)
      throws IOException, InterruptedException, SQLException {
    database.create("service");
    var java = new ArrayList<>(options.jvm());
    java.addAll(List.of("-jar", unpacked.toString()));
    var settings =
        List.of(
            "--spring.datasource.url=" + database.url("service"),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.user(),
            "--spektif.base-url=" + baseUrl,
            "--spektif.client-id=bench",
            "--spektif.client-secret=bench",
            "--spektif.from-number=628001234567",
            "--otp.clients[0].id=bench",
            "--otp.clients[0].secret-sha256=" + HexFormat.of().formatHex(sha256(SECRET)),
            "--otp.clients[0].authorities=otp:verify",
            "--otp.privacy.digest-key=" + key("digest"),
            "--otp.privacy.encryption-keys.k1=" + key("encryption"),
            "--otp.privacy.active-key=k1");
    var log = options.report().resolve("service.log");
    var server = Server.start(java, "/actuator/health/readiness", settings, log);
    return new Subject("service", database, "service", server, true);
  }

  /** What a team writes in an afternoon, with a database of its own. */
  static Subject afternoon(Options options, Database database, String baseUrl)
      throws IOException, InterruptedException, SQLException {
    database.create("afternoon");
    var java =
        List.of(
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.otpauth.bench.afternoon.AfternoonApplication");
    var settings =
        List.of(
            // The service's own settings lie on the same class path.
            "--spring.config.name=afternoon",
            "--spring.jpa.hibernate.ddl-auto=create",
            "--spring.jpa.open-in-view=false",
            "--management.otlp.metrics.export.enabled=false",
            "--logging.level.root=warn",
            "--spring.datasource.url=" + database.url("afternoon"),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.user(),
            "--spektif.base-url=" + baseUrl);
    var log = options.report().resolve("afternoon.log");
    return new Subject(
        "afternoon version",
        database,
        "afternoon",
        Server.start(java, "/actuator/health", settings, log),
        false);
  }

  /** Requests for numbers that nobody has asked about yet. */
  Run request(int connections, Duration time) throws IOException, InterruptedException {
    var first = Long.toString(++runs * NUMBERS_A_RUN);
    return measured(
        name + ": request",
        "request.lua",
        connections,
        time,
        List.of(first, authorization, features));
  }

  /** Requests that come evenly, whether or not the ones before were answered. */
  Run open(int perSecond, Duration time, Path folder) throws IOException, InterruptedException {
    var before = watch.look();
    var load =
        Gatling.run(
            server.address(), authorization, ++runs * NUMBERS_A_RUN, perSecond, time, folder);
    return Run.of(
        name + ": open loop",
        load,
        watch.between(before, watch.look()),
        Cpu.resident(server.handle()));
  }

  /** Confirms of what was requested before, each once. */
  Run confirm(int connections, Duration time, Path folder)
      throws IOException, InterruptedException, SQLException {
    var ids = folder.resolve("request-ids.txt");
    Files.write(ids, open());
    return measured(
        name + ": confirm",
        "confirm.lua",
        connections,
        time,
        List.of(ids.toAbsolutePath().toString(), authorization, features));
  }

  /** The verifications that wait for their code. */
  private List<String> open() throws SQLException {
    var ids = new ArrayList<String>();
    var sql =
        schema.equals("service")
            ? "select id from verification where status = 'sent' order by id desc"
            : "select id from afternoon_otp where not verified";
    try (var connection = database.connect(schema);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private Run measured(
      String what, String script, int connections, Duration time, List<String> arguments)
      throws IOException, InterruptedException {
    var before = watch.look();
    var load = Wrk.run(server.address(), script, connections, time, arguments);
    var use = watch.between(before, watch.look());
    return Run.of(what, load, use, Cpu.resident(server.handle()));
  }

  String name() {
    return name;
  }

  Duration readyAfter() {
    return server.readyAfter();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String key(String of) {
    return Base64.getEncoder().encodeToString(sha256("bench " + of));
  }

  @Override
  public void close() throws IOException {
    try (allocations) {
      server.close();
    }
  }
}
