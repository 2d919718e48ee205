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
 * Who a token speaks for: the client it was issued to ({@code client_id}, else {@code azp}), else
 * its subject. Each has a namespace of its own, so that neither passes for the other nor for a
 * configured caller, whose id has no colon.
 */
final class TokenCaller implements Converter<Jwt, JwtAuthenticationToken> {

  /**
   * Visible ASCII: what a database stores, a log prints, and OAuth allows a client to be called.
   */
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,128}");

  @Override
  public JwtAuthenticationToken convert(Jwt token) {
    if (token.hasClaim("cnf")) {
      throw new InvalidBearerTokenException("bound to a key that nobody here checks");
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
    throw new InvalidBearerTokenException("names no caller");
  }

  /** Of {@code scope} and {@code scp}, each a list or words in one string, what is known here. */
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
