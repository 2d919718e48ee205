package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer is called rarely, and trusted only about itself. */
class IssuerKeysTest {

  private static final String ISSUER = "https://issuer.example/realm";
  private static final String METADATA = ISSUER + "/.well-known/openid-configuration";
  private static final String OAUTH_METADATA =
      "https://issuer.example/.well-known/oauth-authorization-server/realm";
  private static final String KEYS = "https://issuer.example/keys";

  private final Web web = new Web();
  private final IssuerKeys keys = new IssuerKeys(KeysAddress.publishedBy(ISSUER), web);

  @Test
  void nobodyIsAskedBeforeATokenCame() {
    assertThat(web.asked).isEmpty();
  }

  @Test
  void theMetadataLeadToTheKeys() throws Exception {
    web.pages.put(METADATA, metadata(ISSUER));
    web.pages.put(KEYS, published());
    assertThat(at(0).getKeyByKeyId("current")).isNotNull();
  }

  @Test
  void anIssuerWithoutOpenIdIsFoundToo() throws Exception {
    web.pages.put(OAUTH_METADATA, metadata(ISSUER));
    web.pages.put(KEYS, published());
    assertThat(at(0).getKeyByKeyId("current")).isNotNull();
    assertThat(web.asked).containsExactly(METADATA, OAUTH_METADATA, KEYS);
  }

  @Test
  void anIssuerThatIsDownIsAskedOnceInAWhile() throws Exception {
    for (var now = 0; now < 10_000; now += 100) {
      unavailable(now);
    }
    assertThat(web.asked).hasSize(2);
    web.pages.put(METADATA, metadata(ISSUER));
    web.pages.put(KEYS, published());
    unavailable(9_999);
    assertThat(at(10_000).getKeyByKeyId("current")).isNotNull();
  }

  @Test
  void aRequestThatWaitedForAnotherDoesNotAskAgain() {
    unavailable(5_000);
    unavailable(4_000);
    assertThat(web.asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"https://issuer.example/keys\"}",
        "{\"issuer\":\"https://issuer.example/realm\"}",
        "{\"issuer\":\"https://issuer.example/realm\",\"jwks_uri\":\"nonsense\"}",
        "{\"issuer\":7}",
        "<html>",
        ""
      })
  void metadataThatMakeNoSenseAreNone(String metadata) {
    web.pages.put(METADATA, metadata);
    web.pages.put(KEYS, published());
    unavailable(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"keys\":7}", ""})
  void keysThatMakeNoSenseAreNone(String published) {
    web.pages.put(METADATA, metadata(ISSUER));
    web.pages.put(KEYS, published);
    unavailable(0);
  }

  private void unavailable(long now) {
    assertThatExceptionOfType(JWKSetUnavailableException.class).isThrownBy(() -> at(now));
  }

  private JWKSet at(long now) throws JWKSetUnavailableException {
    return keys.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
  }

  private static String metadata(String issuer) {
    return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, KEYS);
  }

  private static String published() {
    return new JWKSet(TestIssuer.KEY).toString();
  }

  /** Responses by URL; others are unreachable. */
  private static final class Web implements ResourceRetriever {

    final Map<String, String> pages = new HashMap<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public Resource retrieveResource(URL address) throws IOException {
      asked.add(address.toString());
      var page = pages.get(address.toString());
      if (page == null) {
        throw new IOException("connection refused");
      }
      return new Resource(page, "application/json");
    }
  }
}
