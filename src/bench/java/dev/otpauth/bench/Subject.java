package dev.otpauth.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** What is under load, one server or two with one database: the service, or its comparison. */
final class Subject implements AutoCloseable {

  /** So many numbers lie between those of one run and those of the next. */
  private static final long NUMBERS_A_RUN = 400_000;

  /** More than a run confirms. */
  private static final int IDS_A_RUN = 100_000;

  private static long runs;

  private final String name;
  private final Stage stage;
  private final String openIds;
  private final String schema;
  private final List<Server> servers;
  private final Watch watch;
  private final Caller caller;

  private Subject(
      String name,
      Stage stage,
      String schema,
      String openIds,
      Caller caller,
      List<Server> servers) {
    this.name = name;
    this.stage = stage;
    this.schema = schema;
    this.openIds = openIds + " limit " + IDS_A_RUN;
    this.caller = caller;
    this.servers = List.copyOf(servers);
    this.watch = new Watch(this.servers, stage.database());
  }

  /** Servers of the service. */
  static Subject service(String name, Stage stage, String schema, List<Server> servers) {
    var newestFirst = "select id from verification where status = 'sent' order by id desc";
    return new Subject(name, stage, schema, newestFirst, Caller.KNOWN, servers);
  }

  /** What it is compared with. */
  static Subject afternoon(Stage stage, Server server) {
    var unverified = "select id from afternoon_otp where not verified order by created_at desc";
    return new Subject(
        "afternoon version", stage, "afternoon", unverified, Caller.ANYONE, List.of(server));
  }

  String name() {
    return name;
  }

  String requests() {
    return name + ": request";
  }

  String confirms() {
    return name + ": confirm";
  }

  String loneRequests() {
    return requests() + ", alone";
  }

  /** Requests for numbers that nobody has asked about yet, begun all at once. */
  Run request(int connections, Duration time) throws IOException, InterruptedException {
    return request("request.lua", connections, time);
  }

  /** The same; one in twenty is refused by the limits. */
  Run partlyRefused(int connections, Duration time) throws IOException, InterruptedException {
    return request(requests() + ", 5 % refused", "request.lua", "refused", connections, time);
  }

  /** Requests of one caller after the other. */
  Run lone(Duration time) throws IOException, InterruptedException {
    return request(loneRequests(), "request.lua", caller.features(), 1, time);
  }

  /** The same, begun evenly over a second, as callers of a slow provider would. */
  Run spreadRequest(int connections, Duration time) throws IOException, InterruptedException {
    return request("spread.lua", connections, time);
  }

  private Run request(String script, int connections, Duration time)
      throws IOException, InterruptedException {
    return request(requests(), script, caller.features(), connections, time);
  }

  private Run request(String what, String script, String features, int connections, Duration time)
      throws IOException, InterruptedException {
    return measured(
        what,
        connections,
        stage.provider()::sent,
        (server, share) ->
            Wrk.run(
                server,
                script,
                share,
                time,
                List.of(
                    Long.toString(firstNumber()),
                    caller.authorization(),
                    features,
                    Integer.toString(share))));
  }

  /** Confirms of what was requested before, each once. */
  Run confirm(int connections, Duration time)
      throws IOException, InterruptedException, SQLException {
    var ids = stage.work().resolve("request-ids.txt").toAbsolutePath();
    Files.write(ids, stage.database().texts(schema, openIds));
    return measured(
        confirms(),
        connections,
        stage.provider()::checked,
        (server, share) ->
            Wrk.run(
                server,
                "confirm.lua",
                share,
                time,
                List.of(ids.toString(), caller.authorization(), caller.features())));
  }

  /** Requests that come evenly, whether or not the ones before were answered. */
  Run open(int perSecond, Duration warmUp, Duration time) throws IOException, InterruptedException {
    stage.provider().awaitQuiet();
    var sentBefore = stage.provider().sent();
    var before = watch.look();
    var load =
        Gatling.run(
            servers.stream().map(Server::address).toList(),
            caller.authorization(),
            firstNumber(),
            perSecond,
            warmUp,
            time,
            stage.work().resolve("gatling"));
    mustLive();
    return Run.of(name, load, watch.since(before))
        .with("codes sent", stage.provider().sent() - sentBefore);
  }

  /**
   * One run, and a check of it: the provider saw each call that was answered, and no more than
   * those and the ones that were under way at the end.
   */
  private Run measured(String what, int connections, LongSupplier provided, Load load)
      throws IOException, InterruptedException {
    stage.provider().awaitQuiet();
    var providedBefore = provided.getAsLong();
    var before = watch.look();
    var came = onAll(connections / servers.size(), load);
    mustLive();
    var use = watch.since(before);
    stage.provider().awaitQuiet();
    var calls = provided.getAsLong() - providedBefore;
    var succeeded = came.answered() - came.refused();
    var amiss = Math.max(0, succeeded - calls) + Math.max(0, calls - came.answered() - connections);
    return Run.of(what, came, use).with("mean ms", came.mean()).with("lost or twice", amiss);
  }

  private void mustLive() throws IOException {
    for (var server : servers) {
      server.mustLive();
    }
  }

  private Wrk.Load onAll(int share, Load load) throws IOException, InterruptedException {
    var others = new ArrayList<CompletableFuture<Wrk.Load>>();
    for (var server : servers.subList(1, servers.size())) {
      others.add(CompletableFuture.supplyAsync(() -> uninterrupted(server.address(), share, load)));
    }
    var sum = load.on(servers.getFirst().address(), share);
    for (var other : others) {
      sum = sum.plus(other.join());
    }
    return sum;
  }

  private static Wrk.Load uninterrupted(URI server, int share, Load load) {
    try {
      return load.on(server, share);
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static synchronized long firstNumber() {
    return ++runs * NUMBERS_A_RUN;
  }

  List<Server> servers() {
    return servers;
  }

  @Override
  public void close() throws IOException {
    for (var server : servers) {
      server.close();
    }
  }

  /** A load of one server, with its share of the connections. */
  private interface Load {
    Wrk.Load on(URI server, int connections) throws IOException, InterruptedException;
  }

  /**
   * Who calls.
   *
   * @param authorization a header, or "-"
   * @param features "all" for an idempotency key and an address with each call, else "bare"
   */
  private record Caller(String authorization, String features) {

    static final Caller KNOWN = new Caller(Servers.authorization(), "all");
    static final Caller ANYONE = new Caller("-", "bare");
  }
}
