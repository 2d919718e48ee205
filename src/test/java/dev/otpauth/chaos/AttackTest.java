package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an attacker without credentials tries, and a caller that misbehaves: bounded in count and
 * time, and on this machine alone.
 */
@Order(12)
@ChaosScenario(ReplicaVariant.STRICT)
@Tag("attack")
class AttackTest {

  private static final int PEERS = 3_000;
  private static final int FLOOD = 10_000;
  private static final int AT_ONCE = 32;

  @Test
  void threeThousandTricklingPeersKeepNobodyOut(ChaosEnvironment stage) throws Exception {
    var replica = stage.first();
    var logins = new ArrayList<Took>();
    var probes = new ArrayList<Took>();
    int comeBack;
    try (var peers = new SlowPeers(replica.address(), PEERS)) {
      // From the second in which all of them are there.
      Eventually.until("some were let go", ofSeconds(30), peers::comeBack, it -> it > PEERS / 2);
      var end = System.nanoTime() + ofSeconds(15).toNanos();
      while (System.nanoTime() < end) {
        probes.add(Took.by(() -> replica.probe("liveness") == 200));
        probes.add(Took.by(() -> replica.probe("readiness") == 200));
        logins.add(Took.by(() -> login(stage, replica)));
      }
      comeBack = peers.comeBack();
    }
    stage.table.addAttack(
        "%,d peers that send a byte of a head every 500 ms and reconnect when closed, 15 s"
            .formatted(PEERS),
        "%s; %s; %,d connections closed"
            .formatted(Took.told("logins", logins), Took.told("probes", probes), comeBack));
    assertThat(logins).isNotEmpty().allMatch(Took::answered);
    assertThat(probes).isNotEmpty().allMatch(Took::answered);
    assertThat(logins).allMatch(it -> it.time().compareTo(ofSeconds(10)) < 0);
    assertThat(probes).allMatch(it -> it.time().compareTo(ofSeconds(3)) < 0);
  }

  private static boolean login(ChaosEnvironment stage, ReplicaProcess replica) {
    var it = Subscriber.of("login among slow peers");
    var asked = it.request(replica.login());
    return asked.is(202, "sent")
        && replica
            .login()
            .confirm(asked.requestId(), stage.provider.books.code(it.phone()))
            .is(200, "verified");
  }

  @Test
  void aFloodOfRefusalsLeavesNoRows(ChaosEnvironment stage) throws Exception {
    var it = Subscriber.of("flood of refusals");
    // Three, and then the number has to wait for hours.
    for (var sends = 0; sends < 3; sends++) {
      it.begin(stage.first().login());
      Eventually.pass(ofSeconds(3));
    }
    var before = rows(stage);
    var answers = flood(() -> it.request(first(stage).login()));
    var grown = rows(stage) - before;
    stage.table.addAttack(
        "%,d requests for a number that has to wait".formatted(FLOOD),
        "%s; %d more rows in audit record and outbox, %d messages"
            .formatted(
                ResultTable.tally(answers.stream()),
                grown,
                stage.provider.books.messagesTo(it.phone()).size()));
    assertThat(answers).allMatch(answer -> answer.is(429, "rate_limit_exceeded"));
    assertThat(grown).isLessThan(100);
    assertThat(stage.provider.books.messagesTo(it.phone())).hasSize(3);
  }

  @Test
  void aFloodOfWrongCredentialsLeavesNoRowsAndFewLines(ChaosEnvironment stage) throws Exception {
    var it = Subscriber.of("flood of wrong credentials");
    var before = rows(stage);
    var linesBefore = warnings(stage);
    var answers = flood(() -> it.request(first(stage).stranger()));
    var grown = rows(stage) - before;
    var lines = warnings(stage) - linesBefore;
    stage.table.addAttack(
        "%,d requests with a known id and a wrong secret".formatted(FLOOD),
        "%s; %d more rows, %d warnings"
            .formatted(ResultTable.tally(answers.stream()), grown, lines));
    assertThat(answers).allMatch(answer -> answer.is(401, "unauthorized"));
    assertThat(grown).isLessThan(100);
    assertThat(lines).isLessThan(10);
  }

  @Test
  void guessersAtOnceGetFiveTries(ChaosEnvironment stage) throws Exception {
    var it = Subscriber.of("guessers");
    var id = it.begin(stage.first().login());
    var right = stage.provider.books.code(it.phone());
    var pair = stage.alternating(200);
    var answers =
        RetryPolicy.together(
            IntStream.range(0, 200)
                .<Callable<CallerResponse>>mapToObj(
                    i -> () -> pair.get(i).login().confirm(id, wrong(right, i)))
                .toList());
    var tried = stage.provider.books.attemptsOf(it.phone());
    stage.table.addAttack(
        "200 wrong codes of one verification, at once at two replicas",
        "%s; %d were tried".formatted(ResultTable.tally(answers.stream()), tried));
    assertThat(answers).noneMatch(answer -> answer.status() == 200);
    assertThat(tried).isLessThanOrEqualTo(5);
  }

  private static String wrong(String right, int i) {
    var guess = "%06d".formatted(i);
    return guess.equals(right) ? "999999" : guess;
  }

  @Test
  void anothersVerificationIsAsLittleThereAsNone(ChaosEnvironment stage) throws Exception {
    var it = Subscriber.of("another caller's verification");
    var id = it.begin(stage.first().login());
    var stranger = stage.first().signup();
    var seen =
        Stream.of(id, UUID.randomUUID())
            .map(named -> stranger.confirm(named, "123456"))
            .map(answer -> "%d %s".formatted(answer.status(), answer.code()))
            .toList();
    stage.table.addAttack(
        "confirm of another caller's verification, and of one that does not exist",
        seen.toString());
    assertThat(seen.getFirst()).isEqualTo(seen.getLast());
  }

  /** Byte by byte what no client sends; each is answered, or let go, within two seconds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          two lengths | POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\n12345 | 400
          a length and chunks (smuggling) | POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET /auth/otp/x HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | 40.
          chunks of an unknown encoding | POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400
          a path in two parts | GET /actuator/health/liveness/..;/..;/prometheus HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n | 40.
          an encoded slash | GET /auth%2fotp%2fhistory HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n | 400
          a path with a null byte | GET /auth/otp/%00 HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n | 400
          metrics on the API's port | GET /actuator/prometheus HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n | 401
          TRACE | TRACE / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n | 40.
          no host | GET / HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n | 400
          a bare line feed in a head | GET / HTTP/1.1\\r\\nHost: x\\nA: b\\r\\nConnection: close\\r\\n\\r\\n | 40.
          a folded header | GET / HTTP/1.1\\r\\nHost: x\\r\\nA: b\\r\\n c\\r\\nConnection: close\\r\\n\\r\\n | 40.
          no HTTP at all (TLS) | \\026\\003\\001\\002\\000\\001\\000\\n\\n | 400
          """)
  void whatNoClientSendsIsRefused(
      String tried, String request, String status, ChaosEnvironment stage) throws IOException {
    var calls = stage.provider.books.messages();
    var line = firstLine(stage, request.translateEscapes());
    stage.table.addAttack(tried, line);
    assertThat(line).matches("HTTP/1\\.1 %s.*".formatted(status));
    assertThat(stage.provider.books.messages()).isEqualTo(calls);
  }

  @Test
  void aHeadThatDoesNotFitIsRefused(ChaosEnvironment stage) throws IOException {
    var line =
        firstLine(stage, "GET / HTTP/1.1\r\nHost: x\r\nA: %s\r\n\r\n".formatted("b".repeat(9_000)));
    stage.table.addAttack("a head of 9 KB", line);
    assertThat(line).startsWith("HTTP/1.1 4");
  }

  /** Until the peer closes or says no more. */
  private static String firstLine(ChaosEnvironment stage, String request) throws IOException {
    var address = stage.first().address();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      var answer = new StringBuilder();
      try {
        for (int read; (read = socket.getInputStream().read()) >= 0 && read != '\r'; ) {
          answer.append((char) read);
        }
      } catch (SocketTimeoutException _) {
        answer.append(" (and nothing more)");
      }
      return answer.toString();
    }
  }

  private static List<CallerResponse> flood(Supplier<CallerResponse> call) {
    return RetryPolicy.together(
            IntStream.range(0, AT_ONCE)
                .<Callable<List<CallerResponse>>>mapToObj(
                    _ ->
                        () ->
                            IntStream.range(0, FLOOD / AT_ONCE).mapToObj(_ -> call.get()).toList())
                .toList())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static ReplicaProcess first(ChaosEnvironment stage) {
    try {
      return stage.first();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int rows(ChaosEnvironment stage) throws SQLException {
    return stage.store.number(
        "select (select count(*) from audit_entry) + (select count(*) from verification_event)");
  }

  private static long warnings(ChaosEnvironment stage) throws IOException {
    try (var lines = Files.lines(stage.log(0))) {
      return lines.filter(it -> it.contains(" WARN ") || it.contains(" ERROR ")).count();
    }
  }

  private record Took(boolean answered, Duration time) {

    static Took by(Callable<Boolean> call) throws Exception {
      var begun = System.nanoTime();
      var answered = call.call();
      return new Took(answered, Duration.ofNanos(System.nanoTime() - begun));
    }

    static String told(String what, List<Took> all) {
      var longest = all.stream().map(Took::time).max(Duration::compareTo).orElse(ofMillis(0));
      return "%d of %d %s answered, the slowest after %d ms"
          .formatted(
              all.stream().filter(Took::answered).count(), all.size(), what, longest.toMillis());
    }
  }
}
