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
 * Checks a caller's secret against its SHA-256. A plain hash suffices for secrets of 128 random
 * bits and more, and costs microseconds where a password hash would cost the request.
 */
@Component
@EnableConfigurationProperties(CallerProperties.class)
class CallerAuthentication implements AuthenticationProvider {

  private final Map<String, Credentials> credentials;

  /** What an unknown caller's secret is compared with, so that its absence cannot be timed. */
  private final Credentials nobody = new Credentials(List.of(new byte[32]), List.of());

  CallerAuthentication(CallerProperties properties) {
    this.credentials =
        properties.clients().stream()
            .collect(Collectors.toUnmodifiableMap(CallerProperties.Client::id, Credentials::of));
  }

  /** Whether anyone has an id and a secret. */
  boolean isUsed() {
    return !credentials.isEmpty();
  }

  /** Whether this is the id of a configured caller, and so no secret that was put in its place. */
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

    /** Compares with every hash in constant time. */
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
