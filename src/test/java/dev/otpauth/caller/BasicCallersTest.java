package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.otpauth.ServiceTest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tests HTTP Basic credentials without an issuer. */
@ServiceTest
class BasicCallersTest {

  private static final String LOGIN = basic("login:login-secret");

  @Autowired MockMvcTester mvc;

  static Stream<List<String>> headersThatAreNoCredentials() {
    return Stream.of(
        List.of(""),
        List.of(" "),
        List.of("Basic"),
        List.of("Basic "),
        List.of("Basic x"),
        List.of("Basic !!!!"),
        List.of("Basic " + "A".repeat(7_000)),
        List.of(basic("login")),
        List.of(basic("login:")),
        List.of(basic(":login-secret")),
        List.of(basic(":")),
        List.of(basic("login\u0000:login-secret")),
        List.of(basic("login:login-secret\n")),
        List.of("Basic " + base64("login:\u00e9\u00ff".getBytes(ISO_8859_1))),
        List.of("Basic " + base64(new byte[] {(byte) 0xc3, ':', (byte) 0xff, (byte) 0xfe})),
        List.of(LOGIN.replace("Basic ", "Basic  ")),
        List.of(LOGIN.replace("Basic ", "")),
        List.of(LOGIN.replace("Basic ", "Digest ")),
        List.of("Bearer eyJhbGciOiJub25lIn0.e30."),
        List.of("Bearer"),
        List.of(LOGIN, LOGIN),
        List.of(LOGIN, "Bearer abc"),
        List.of("Bearer abc", LOGIN),
        List.of(LOGIN, ""));
  }

  @ParameterizedTest
  @MethodSource("headersThatAreNoCredentials")
  void whatIsNoCredentialIsUnauthorized(List<String> headers) {
    var answer = resend(headers);
    assertThat(answer).hasStatus(401).bodyText().contains("\"code\":\"unauthorized\"");
    assertThat(answer.getResponse().getHeaders("WWW-Authenticate"))
        .containsExactly("Basic realm=\"otp-auth\", charset=\"UTF-8\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "basic", "BASIC"})
  void theSchemesNameHasNoCase(String scheme) {
    assertThat(resend(List.of(LOGIN.replace("Basic", scheme)))).hasStatus(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b:c", ":", "pässwörd-ключ-密", " blank "})
  void aSecretMayHaveAnyCharacters(String secret) {
    var callers = callers("login", Secrets.sha256(secret));
    var accepted = callers.authenticate(presented("login:" + secret));
    assertThat(accepted.isAuthenticated()).isTrue();
    assertThat(accepted.getName()).isEqualTo("login");
    assertThat(accepted.getCredentials()).isNull();
  }

  @Test
  void aSecretIsNotFoundUnderAnotherId() {
    var callers = callers("login", Secrets.sha256("a:b"));
    assertThatExceptionOfType(BadCredentialsException.class)
        .isThrownBy(() -> callers.authenticate(presented("login:a:b:")));
  }

  private static CallerAuthentication callers(String id, String hash) {
    return new CallerAuthentication(
        new CallerProperties(
            List.of(new CallerProperties.Client(id, List.of(hash), Set.of(Caller.VERIFY)))));
  }

  private static Authentication presented(String credentials) {
    var request = new MockHttpServletRequest();
    request.addHeader("Authorization", basic(credentials));
    var presented = new PresentedCredentials(false).convert(request);
    assertThat(presented).isNotNull();
    return presented;
  }

  private MvcTestResult resend(List<String> headers) {
    var request =
        mvc.post().uri("/auth/otp/resend").contentType(MediaType.APPLICATION_JSON).content("{}");
    headers.forEach(header -> request.header("Authorization", header));
    return request.exchange();
  }

  private static String basic(String credentials) {
    return "Basic " + base64(credentials.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
