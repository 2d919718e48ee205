package dev.otpauth.caller;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Authenticates callers by id and secret, which is compared with its configured SHA-256. A plain
 * hash is sufficient for random secrets of at least 128 bits, and fast.
 */
@Component
@EnableConfigurationProperties(CallerProperties.class)
class CallerAuthentication implements AuthenticationProvider {

  private final Map<String, Credentials> credentials;

  /**
   * Compared with the secret of an unknown caller, so that response times do not reveal whether an
   * id exists.
   */
  private final Credentials nobody = new Credentials(List.of(new byte[32]), List.of());

  CallerAuthentication(CallerProperties properties) {
    this.credentials =
        properties.clients().stream()
            .collect(Collectors.toUnmodifiableMap(CallerProperties.Client::id, Credentials::of));
  }

  /** Whether any caller with an id and a secret is configured. */
  boolean isUsed() {
    return !credentials.isEmpty();
  }

  /** Whether the id is configured, and so is not a secret in the wrong field. */
  boolean knows(String id) {
    return credentials.containsKey(id);
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    var known = credentials.getOrDefault(presented.getName(), nobody);
    var secret = presented.getCredentials();
    if (secret == null || !known.accept(secret.toString())) {
      throw new BadCredentialsException("bad credentials");
    }
    return UsernamePasswordAuthenticationToken.authenticated(
        presented.getName(), null, known.authorities());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private record Credentials(List<byte[]> hashes, List<SimpleGrantedAuthority> authorities) {

    static Credentials of(CallerProperties.Client client) {
      return new Credentials(
          client.secretSha256().stream().map(HexFormat.of()::parseHex).toList(),
          client.authorities().stream().map(SimpleGrantedAuthority::new).toList());
    }

    /** Compares with all hashes in constant time. */
    boolean accept(String secret) {
      var presented = Secrets.digest(secret);
      var accepted = false;
      for (var hash : hashes) {
        accepted |= MessageDigest.isEqual(hash, presented);
      }
      return accepted;
    }
  }
}
