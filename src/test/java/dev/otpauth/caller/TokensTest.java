package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.otpauth.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tests which tokens are accepted, and their authorities. */
@ServiceTest
@ContextConfiguration(initializers = TestIssuer.class)
class TokensTest {

  @Autowired MockMvcTester mvc;

  static Stream<Arguments> tokensThatCount() {
    return Stream.of(
        good("scope as words", it -> it.claim("scope", "email otp:verify")),
        good("scope as a list", it -> it.claim("scope", List.of("otp:verify"))),
        good("scp as a list", it -> it.claim("scope", null).claim("scp", List.of("otp:verify"))),
        good("scp as words", it -> it.claim("scope", null).claim("scp", "otp:verify email")),
        good("one audience of several", it -> it.audience(List.of("other", TestIssuer.AUDIENCE))),
        good(
            "just expired, by another clock", it -> it.issueTime(in(-300)).expirationTime(in(-50))),
        good("not quite valid, by another clock", it -> it.notBeforeTime(in(50))),
        good("azp", it -> it.claim("client_id", null).claim("azp", "web-shop")),
        good("only a subject", it -> it.claim("client_id", null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokensThatCount")
  void aGoodTokenCounts(String what, String token) {
    assertThat(resend("Bearer " + token)).hasStatus(400);
  }

  static Stream<Arguments> tokensThatDoNotCount() throws JOSEException {
    return Stream.concat(
        Stream.of(
            bad("expired", it -> it.issueTime(in(-300)).expirationTime(in(-70))),
            bad("for ever", it -> it.expirationTime(null)),
            bad("not valid yet", it -> it.notBeforeTime(in(70))),
            bad("of another issuer", it -> it.issuer("http://127.0.0.1/other")),
            bad("of no issuer", it -> it.issuer(null)),
            bad("for another service", it -> it.audience("other")),
            bad("for no service", it -> it.audience((String) null)),
            bad("bound to a key", it -> it.claim("cnf", Map.of("jkt", "abc"))),
            bad("of nobody", it -> it.claim("client_id", null).subject(null)),
            bad("of a client that is no string", it -> it.claim("client_id", List.of("a"))),
            bad("of a nameless client", it -> it.claim("client_id", "")),
            bad("of a client with a NUL", it -> it.claim("client_id", "login\u0000")),
            bad("of a client with a line break", it -> it.claim("client_id", "a\nb")),
            bad("of a client of another alphabet", it -> it.claim("client_id", "lоgin")),
            bad("of a client with an endless name", it -> it.claim("client_id", "a".repeat(129)))),
        forgedTokens());
  }

  private static Stream<Arguments> forgedTokens() throws JOSEException {
    var claims = TestIssuer.claims("otp:verify").build();
    var stranger = TestIssuer.key("stranger");
    var publicKey = TestIssuer.KEY.toRSAPublicKey().getEncoded();
    var good = TestIssuer.token("otp:verify");
    var asHmac = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("current");
    var withItsOwnKey = TestIssuer.header(stranger).jwk(stranger.toPublicJWK());
    return Stream.of(
        forged("unsigned", new PlainJWT(claims).serialize()),
        forged("unsigned, and says otherwise", good.substring(0, good.lastIndexOf('.') + 1)),
        forged(
            "signed with the public key as a secret",
            TestIssuer.signed(asHmac, claims, new MACSigner(publicKey))),
        forged("signed by a stranger", signedBy(stranger)),
        forged("signed by a stranger with our key's name", signedBy(TestIssuer.key("current"))),
        forged(
            "bringing its own key",
            TestIssuer.signed(withItsOwnKey, claims, TestIssuer.signer(stranger))),
        forged(
            "of an algorithm that is not configured",
            TestIssuer.signed(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("current"),
                claims,
                TestIssuer.signer(TestIssuer.KEY))),
        forged(
            "made for something else",
            TestIssuer.signed(
                TestIssuer.header(TestIssuer.KEY).type(new JOSEObjectType("logout+jwt")),
                claims,
                TestIssuer.signer(TestIssuer.KEY))),
        forged("with other claims than were signed", swapped(good)),
        forged("cut off", good.substring(0, good.length() - 20)),
        forged("nonsense", "nonsense"),
        forged("dots", "..."),
        forged("with a space in it", good + " x"),
        forged("nested without end", nested()),
        forged("nothing", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokensThatDoNotCount")
  void aBadTokenIsRefused(String what, String token) {
    var answer = resend("Bearer " + token);
    assertThat(answer).hasStatus(401).bodyText().contains("\"code\":\"unauthorized\"");
    assertThat(answer.getResponse().getHeaders("WWW-Authenticate"))
        .containsExactly(
            "Basic realm=\"otp-auth\", charset=\"UTF-8\"",
            "Bearer realm=\"otp-auth\", error=\"invalid_token\"");
  }

  @Test
  void scopesOfOtherThingsOpenNothing() {
    for (Object scope :
        List.of("OTP:VERIFY", "otp:verify,otp:read", "SCOPE_otp:verify", "otp", List.of(1, 2), 7)) {
      var token = TestIssuer.token("", it -> it.claim("scope", scope));
      assertThat(resend("Bearer " + token)).as("%s", scope).hasStatus(403);
    }
  }

  @Test
  void strangersKeysAreAskedForOnceInAWhile() {
    resend("Bearer " + TestIssuer.token("otp:verify"));
    var before = TestIssuer.keysFetched.get();
    var stranger = TestIssuer.key("stranger");
    for (var i = 0; i < 20; i++) {
      var renamed = new RSAKey.Builder(stranger).keyID("stranger-" + i).build();
      assertThat(resend("Bearer " + signedBy(renamed))).hasStatus(401);
    }
    assertThat(TestIssuer.keysFetched.get() - before).isLessThanOrEqualTo(2);
  }

  private static Arguments good(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, TestIssuer.token("otp:verify", change));
  }

  private static Arguments bad(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
    return good(what, change);
  }

  private static Arguments forged(String what, String token) {
    return Arguments.of(what, token);
  }

  private static String signedBy(RSAKey key) {
    return TestIssuer.signed(
        TestIssuer.header(key), TestIssuer.claims("otp:verify").build(), TestIssuer.signer(key));
  }

  private static String swapped(String good) {
    var parts = good.split("\\.", 3);
    var other = TestIssuer.token("otp:verify otp:read").split("\\.", 3);
    return parts[0] + "." + other[1] + "." + parts[2];
  }

  private static String nested() {
    var header = "{\"alg\":\"RS256\",\"kid\":\"current\",\"x\":%s}".formatted("[".repeat(2_000));
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + ".e30.c2ln";
  }

  private static Date in(long seconds) {
    return Date.from(TestIssuer.NOW.plusSeconds(seconds));
  }

  private MvcTestResult resend(String authorization) {
    return mvc.post()
        .uri("/auth/otp/resend")
        .header("Authorization", authorization)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{}")
        .exchange();
  }
}
