package dev.otpauth.caller;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Converts a token into its caller: the client ({@code client_id}, else {@code azp}), else the
 * subject. Client and subject ids have different prefixes, so that they cannot be confused with
 * each other or with a configured id, which has no colon.
 */
final class TokenCaller implements Converter<Jwt, JwtAuthenticationToken> {

  /** Visible ASCII, as OAuth allows for client ids; safe for database and log. */
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,128}");

  @Override
  public JwtAuthenticationToken convert(Jwt token) {
    if (token.hasClaim("cnf")) {
      throw new InvalidBearerTokenException("tokens bound to a key (cnf) are not supported");
    }
    return new JwtAuthenticationToken(token, authorities(token), id(token));
  }

  private static String id(Jwt token) {
    for (var claim : List.of("client_id", "azp")) {
      if (token.hasClaim(claim)) {
        return "client:" + name(token.getClaim(claim));
      }
    }
    return "subject:" + name(token.getClaim("sub"));
  }

  private static String name(@Nullable Object claim) {
    if (claim instanceof String name && NAME.matcher(name).matches()) {
      return name;
    }
    throw new InvalidBearerTokenException("has no valid client_id, azp or sub");
  }

  /**
   * Returns the known authorities in {@code scope} and {@code scp}, each a list or a
   * space-separated string.
   */
  private static List<GrantedAuthority> authorities(Jwt token) {
    return Stream.of("scope", "scp")
        .flatMap(claim -> words(token.getClaim(claim)))
        .filter(Caller.AUTHORITIES::contains)
        .distinct()
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }

  private static Stream<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String words -> Pattern.compile(" ").splitAsStream(words);
      case Collection<?> list ->
          list.stream().filter(String.class::isInstance).map(String.class::cast);
      case null, default -> Stream.empty();
    };
  }
}
