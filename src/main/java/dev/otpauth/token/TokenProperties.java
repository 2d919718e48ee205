package dev.otpauth.token;

import dev.otpauth.runtime.InvalidSettings;
import dev.otpauth.runtime.LoopbackHosts;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of verification tokens. Without keys, no tokens are issued.
 *
 * @param issuer the issuer claim: this service's own address
 * @param lifetime the lifetime of a token
 * @param keys the keys by {@code kid}; all of them are published
 * @param activeKey the {@code kid} of the key that signs
 */
@Validated
@ConfigurationProperties("otp.token")
record TokenProperties(
    @Nullable URI issuer,
    @DefaultValue("5m")
        @NotNull
        @DurationMin(seconds = 10)
        @DurationMax(minutes = LONGEST_LIFETIME_MINUTES)
        Duration lifetime,
    @DefaultValue Map<String, @Valid @NotNull Key> keys,
    @Nullable String activeKey) {

  private static final int LONGEST_LIFETIME_MINUTES = 60;

  /** The longest lifetime that can be configured. */
  static final Duration LONGEST_LIFETIME = Duration.ofMinutes(LONGEST_LIFETIME_MINUTES);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Validates the settings and reads all keys. */
  TokenProperties {
    if (isGiven(activeKey) || !keys.isEmpty()) {
      InvalidSettings.unless(
          () -> checkIds(keys.keySet()),
          () -> checkActive(activeKey, tokenKeys(keys)),
          () -> checkIssuer(issuer));
    }
  }

  /** Returns the validated keys; empty if tokens are off. */
  List<TokenKey> tokenKeys() {
    return tokenKeys(keys);
  }

  private static List<TokenKey> tokenKeys(Map<String, Key> keys) {
    var read = new ArrayList<TokenKey>();
    keys.forEach((id, key) -> read.add(key.read(id)));
    return List.copyOf(read);
  }

  private static void checkIssuer(@Nullable URI issuer) {
    if (issuer == null || issuer.getHost() == null || issuer.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "otp.token.issuer must be this service's address, such as https://otp.example.com");
    }
    var local = LoopbackHosts.is(issuer.getHost()) && "http".equals(issuer.getScheme());
    if (!local && !"https".equals(issuer.getScheme())) {
      throw new IllegalArgumentException("otp.token.issuer must be an https address");
    }
  }

  /** Ids must differ by more than case, since names of environment variables have none. */
  private static void checkIds(Set<String> ids) {
    var seen = new HashSet<String>();
    for (var id : ids) {
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "otp.token.keys must have ids of 1 to 64 letters, digits, '_' or '-'");
      }
      if (!seen.add(id.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("otp.token.keys names the id %s twice".formatted(id));
      }
    }
  }

  private static void checkActive(@Nullable String activeKey, List<TokenKey> keys) {
    var active = keys.stream().filter(key -> key.id().equals(activeKey)).findFirst();
    if (active.isEmpty()) {
      throw new IllegalArgumentException(
          "otp.token.active-key must name one of otp.token.keys, the one that signs");
    }
    if (!active.get().canSign()) {
      throw new IllegalArgumentException(
          active.get().setting() + " must hold a private key, since otp.token.active-key names it");
    }
  }

  private static boolean isGiven(@Nullable String value) {
    return value != null && !value.isBlank();
  }

  @Override
  public String toString() {
    return "TokenProperties[issuer=%s, activeKey=%s]".formatted(issuer, activeKey);
  }

  /**
   * A signing key. Its text form does not contain the key.
   *
   * @param pem the PEM itself, or the path of a PEM file
   * @param keystore the path of a PKCS#12 keystore with one entry, instead of the PEM
   * @param keystorePassword the password of the keystore
   */
  record Key(
      @DefaultValue("ES256") @NotNull SigningAlgorithm algorithm,
      @Nullable String pem,
      @Nullable String keystore,
      @Nullable String keystorePassword) {

    TokenKey read(String id) {
      var setting = "otp.token.keys.%s".formatted(id);
      if (isGiven(pem) == isGiven(keystore)) {
        throw new IllegalArgumentException(setting + " must have either pem or keystore");
      }
      return pem != null && isGiven(pem)
          ? PemKey.read(setting + ".pem", id, algorithm, pem)
          : KeystoreKey.read(
              setting + ".keystore",
              id,
              algorithm,
              keystore == null ? "" : keystore,
              keystorePassword == null ? "" : keystorePassword);
    }

    @Override
    public String toString() {
      return "Key[algorithm=%s]".formatted(algorithm);
    }
  }
}
