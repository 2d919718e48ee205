package dev.otpauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The accepted keys, and the messages for others. */
@Tag("wire")
class TokenPropertiesTest {

  private static final KeyPair P256 = Pem.p256();

  @ParameterizedTest
  @EnumSource
  void everyAlgorithmSignsAndChecks(SigningAlgorithm algorithm) {
    var key = key(algorithm, Pem.of(pair(algorithm)));
    var signature = key.sign(new byte[] {1, 2, 3});
    assertThat(key.verify(new byte[] {1, 2, 3}, signature)).isTrue();
    assertThat(key.verify(new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(key.verify(new byte[] {1, 2, 3}, new byte[0])).isFalse();
    assertThat(key.published().isPrivate()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPublishedIsThePublicKeyAndNoMemberMore(SigningAlgorithm algorithm) throws Exception {
    var pair = pair(algorithm);
    var published = key(algorithm, Pem.of(pair)).published();
    assertThat(published.toJSONObject())
        .doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    var read =
        switch (algorithm) {
          case ES256 -> published.toECKey().toECPublicKey();
          case RS256 -> published.toRSAKey().toRSAPublicKey();
          case EDDSA -> null;
        };
    if (read == null) {
      assertThat(pair.getPublic().getEncoded()).endsWith(published.toOctetKeyPair().getDecodedX());
    } else {
      assertThat(read).isEqualTo(pair.getPublic());
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("RS256", Pem.of(Pem.rsa(1024)), "pem must be an RSA key of 2048 bits or more"),
        Arguments.of("ES256", Pem.of(Pem.ec("secp384r1")), "pem must be a key on the curve P-256"),
        Arguments.of("ES256", Pem.of(Pem.rsa(2048)), "pem must hold a key for ES256"),
        Arguments.of("RS256", Pem.of(P256), "pem must hold a key for RS256"),
        Arguments.of("EDDSA", Pem.of(P256), "pem must hold a key for EdDSA"),
        Arguments.of("EDDSA", Pem.of(Pem.ed448()), "pem must hold a key for EdDSA"),
        Arguments.of("ES256", Pem.publicHalf(P256), "pem must hold a private key, since"),
        Arguments.of("ES256", Pem.privateHalf(P256), "pem must hold the public key, too"),
        Arguments.of(
            "ES256",
            Pem.privateHalf(P256) + Pem.publicHalf(Pem.p256()),
            "pem must hold a private key and the public key that belongs to it"),
        Arguments.of("ES256", Pem.of(P256) + Pem.of(P256), "pem must hold one "),
        Arguments.of(
            "ES256",
            Pem.block("EC PRIVATE KEY", P256.getPrivate()) + Pem.publicHalf(P256),
            "pem must hold an unencrypted PKCS#8 key"),
        Arguments.of(
            "ES256",
            Pem.block("ENCRYPTED PRIVATE KEY", P256.getPrivate()) + Pem.publicHalf(P256),
            "pem must hold an unencrypted PKCS#8 key"),
        Arguments.of("ES256", "-----BEGIN PRIVATE KEY-----\nAAAA", "no block can be read"),
        Arguments.of(
            "ES256",
            Pem.of(P256).replaceFirst("-----\n.{9}", "-----\nAAAAAAAAA"),
            "pem must hold a key for ES256"),
        Arguments.of("ES256", "/nowhere/key.pem", "pem must be PEM, or the path of a PEM file"),
        Arguments.of("ES256", "", "keys.k1 must have either pem or keystore"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(SigningAlgorithm algorithm, String pem, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> properties("https://otp.example.com", "k1", Map.of("k1", pem(algorithm, pem))))
        .withMessageStartingWith("otp.token.keys.k1")
        .withMessageContaining(sentence)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("nowhere", "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://otp.example.com, must be an https address",
    "ftp://localhost, must be an https address",
    "otp, must be this service's address",
    "https:///x, must be this service's address",
    "https://otp.example.com?x, must be this service's address",
    ", must be this service's address"
  })
  void anIssuerIsAnHttpsAddress(@Nullable String issuer, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties(issuer, "k1", Map.of("k1", good())))
        .withMessageStartingWith("otp.token.issuer " + sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080",
    "http://127.0.0.1",
    "http://[::1]:80",
    "https://a.example/b"
  })
  void orAnAddressOfThisMachine(String issuer) {
    assertThat(properties(issuer, "k1", Map.of("k1", good())).tokenKeys()).hasSize(1);
  }

  @Test
  void theActiveKeyIsOneOfTheKeys() {
    for (var active : new String[] {null, "", "k2"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> properties("https://a.example", active, Map.of("k1", good())))
          .withMessageStartingWith("otp.token.active-key must name one of otp.token.keys");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties("https://a.example", "k1", Map.of()))
        .withMessageStartingWith("otp.token.active-key must name one of otp.token.keys");
  }

  @Test
  void anIdIsThereOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties("https://a.example", "k1", Map.of("k1", good(), "K1", good())))
        .withMessageStartingWith("otp.token.keys names the id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties("https://a.example", "k 1", Map.of("k 1", good())))
        .withMessageStartingWith("otp.token.keys must have ids of");
  }

  @Test
  void aPemFileIsReadAsItsContentWouldBe(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("key.pem"), Pem.of(P256));
    assertThat(key(SigningAlgorithm.ES256, file.toString()).publicKey())
        .isEqualTo(P256.getPublic());
  }

  @Test
  void aKeystoreHoldsOneKey(@TempDir Path folder) throws Exception {
    var keystore = folder.resolve("keys.p12").toString();
    keytool(keystore, "one");
    var key = keystore(keystore, "secret-of-the-store");
    assertThat(key.canSign()).isTrue();
    assertThat(key.published().toECKey().getX()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keystore(keystore, "wrong"))
        .withMessage(
            "otp.token.keys.k1.keystore must be the path of a PKCS#12 keystore that its password"
                + " opens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keystore(folder.resolve("none.p12").toString(), "wrong"))
        .withMessageStartingWith("otp.token.keys.k1.keystore must be the path");
    keytool(keystore, "two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keystore(keystore, "secret-of-the-store"))
        .withMessage("otp.token.keys.k1.keystore must have one entry, but has 2");
  }

  @Test
  void nothingOfAKeyIsPrinted() {
    var properties = properties("https://a.example", "k1", Map.of("k1", good()));
    assertThat(properties).hasToString("TokenProperties[issuer=https://a.example, activeKey=k1]");
    assertThat(properties.keys().get("k1")).hasToString("Key[algorithm=ES256]");
    assertThat(properties.tokenKeys().getFirst()).hasToString("TokenKey[id=k1, algorithm=ES256]");
    assertThat(new VerificationToken("ey")).hasToString("VerificationToken[***]");
    assertThat(new IntrospectionRequest("ey", true, null))
        .hasToString("IntrospectionRequest[consume=true]");
  }

  private static void keytool(String keystore, String alias) throws Exception {
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=otp",
                "-storetype",
                "PKCS12",
                "-alias",
                alias,
                "-keystore",
                keystore,
                "-storepass",
                "secret-of-the-store")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
  }

  private static TokenKey keystore(String path, String password) {
    return new TokenProperties.Key(SigningAlgorithm.ES256, null, path, password).read("k1");
  }

  private static TokenKey key(SigningAlgorithm algorithm, String pem) {
    return pem(algorithm, pem).read("k1");
  }

  private static TokenProperties.Key good() {
    return pem(SigningAlgorithm.ES256, Pem.of(P256));
  }

  private static TokenProperties.Key pem(SigningAlgorithm algorithm, String pem) {
    return new TokenProperties.Key(algorithm, pem, null, null);
  }

  private static TokenProperties properties(
      @Nullable String issuer, @Nullable String activeKey, Map<String, TokenProperties.Key> keys) {
    return new TokenProperties(
        issuer == null ? null : URI.create(issuer), Duration.ofMinutes(5), keys, activeKey);
  }

  private static KeyPair pair(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> Pem.p256();
      case EDDSA -> Pem.ed25519();
      case RS256 -> Pem.rsa(2048);
    };
  }
}
