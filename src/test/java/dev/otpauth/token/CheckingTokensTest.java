package dev.otpauth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import dev.otpauth.RequiredTools;
import dev.otpauth.phone.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The two checks of {@code src/docs/verification-token.md}, run as they stand there: each is a file
 * here, and the page has to hold it line for line.
 */
class CheckingTokensTest {

  private static final Path PAGE = Path.of("src/docs/verification-token.md");
  private static final Path SPRING = Path.of("src/test/java/dev/otpauth/token/VerifiedPhones.java");
  private static final Path NODE = Path.of("src/test/resources/token/verified-phone.mjs");

  private static final String MOBILE = "+6281234567890";
  private static final KeyPair KEY = Pem.p256();

  private HttpServer server;
  private String issuer;

  @BeforeEach
  void publishKeys() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    var keys = tokens(issuer, KEY).published().getBytes(UTF_8);
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void thePageShowsWhatIsTestedHere() throws IOException {
    var spring = Files.readString(SPRING).replaceFirst("package .*;\n\n", "");
    assertThat(Files.readString(PAGE))
        .contains("```java\n" + spring + "```\n")
        .contains("```js\n" + Files.readString(NODE) + "```\n");
  }

  @Test
  void aSpringServiceTakesTheGoodTokenOnceAndNoOther() {
    var phones = new VerifiedPhones(issuer, "login", "login");
    var used = new HashSet<String>();
    for (var attempt : attempts().entrySet()) {
      if (attempt.getValue()) {
        assertThat(phones.read(attempt.getKey(), used::add)).isEqualTo(MOBILE);
      } else {
        assertThatExceptionOfType(JwtException.class)
            .isThrownBy(() -> phones.read(attempt.getKey(), used::add));
      }
    }
    var again = attempts().firstEntry().getKey();
    assertThat(phones.read(again, used::add)).isEqualTo(MOBILE);
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> phones.read(again, used::add))
        .withMessage("This token was used before");
  }

  @Test
  @EnabledIf("hasNode")
  void aNodeServiceTakesTheGoodTokenOnceAndNoOther(@TempDir Path folder) throws Exception {
    Files.copy(NODE, folder.resolve("verified-phone.mjs"));
    Files.writeString(
        folder.resolve("main.mjs"),
        """
        import { verifiedPhone } from './verified-phone.mjs';
        const [issuer, ...tokens] = process.argv.slice(2);
        const used = new Set();
        const firstUse = async (id) => !used.has(id) && Boolean(used.add(id));
        const check = { issuer, callerId: 'login', purpose: 'login', firstUse };
        for (const token of tokens) {
          console.log(await verifiedPhone(token, check).catch((e) => e.message));
        }
        """);
    var tokens = new ArrayList<>(attempts().sequencedKeySet());
    tokens.add(tokens.getFirst());
    assertThat(node(folder, tokens).lines().toList())
        .startsWith(MOBILE)
        .endsWith("used before")
        .hasSize(tokens.size())
        .filteredOn(MOBILE::equals)
        .hasSize(1);
  }

  private String node(Path folder, List<String> tokens) throws IOException {
    var command = new ArrayList<>(List.of("node", "main.mjs", issuer));
    command.addAll(tokens);
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  static boolean hasNode() throws InterruptedException {
    return RequiredTools.isPresent(
        runsFetch(), "Node's check of a token: not tested, node 18 or newer is missing");
  }

  private static boolean runsFetch() throws InterruptedException {
    try {
      var process =
          new ProcessBuilder("node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)")
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** Tokens, and whether each is good for the caller and the purpose {@code login}. */
  private SequencedMap<String, Boolean> attempts() {
    var good = issued(tokens(issuer, KEY), "login", "login", Instant.now());
    var parts = good.split("\\.", -1);
    var attempts = new LinkedHashMap<String, Boolean>();
    attempts.put(good, true);
    attempts.put(issued(tokens(issuer, KEY), "signup", "login", Instant.now()), false);
    attempts.put(issued(tokens(issuer, KEY), "login", "transfer", Instant.now()), false);
    attempts.put(
        issued(tokens(issuer, KEY), "login", "login", Instant.now().minusSeconds(600)), false);
    attempts.put(issued(tokens(issuer, Pem.p256()), "login", "login", Instant.now()), false);
    attempts.put(
        issued(tokens("https://other.example.com", KEY), "login", "login", Instant.now()), false);
    attempts.put(otherHeader("{\"alg\":\"none\"}") + "." + parts[1] + ".", false);
    attempts.put(
        otherHeader("{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"JWT\"}")
            + "."
            + parts[1]
            + "."
            + parts[2],
        false);
    var other = parts[2].startsWith("_") ? "-" : "_";
    attempts.put(parts[0] + "." + parts[1] + "." + other + parts[2].substring(1), false);
    return attempts;
  }

  private static String otherHeader(String json) {
    return Base64URL.encode(json).toString();
  }

  private static VerificationTokens tokens(String issuer, KeyPair pair) {
    var key = new TokenProperties.Key(SigningAlgorithm.ES256, Pem.of(pair), null, null);
    return new VerificationTokens(
        new TokenProperties(URI.create(issuer), Duration.ofMinutes(5), Map.of("k1", key), "k1"),
        Clock.systemUTC());
  }

  private static String issued(VerificationTokens by, String callerId, String purpose, Instant at) {
    return by.issue(
            new VerifiedPhone(
                UUID.randomUUID(), callerId, new PhoneNumber(MOBILE), purpose, at, at))
        .orElseThrow()
        .value();
  }
}
