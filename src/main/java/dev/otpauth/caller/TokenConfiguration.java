package dev.otpauth.caller;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.util.StringUtils;

/** Configures the validation of bearer tokens if an issuer is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(IssuerConfigured.class)
class TokenConfiguration {

  private static final Logger log = LoggerFactory.getLogger(TokenConfiguration.class);

  private static final Duration KEYS_TTL = Duration.ofMinutes(5);
  private static final Duration KEYS_OUTAGE_TTL = Duration.ofHours(1);

  /** Replaces Spring Boot's decoder. */
  @Bean
  JwtDecoder tokenDecoder(OAuth2ResourceServerProperties settings, Clock clock) {
    var jwt = settings.getJwt();
    if (jwt.getAudiences().isEmpty()) {
      log.warn(
          "Every token of the issuer is accepted, including those issued for other services:"
              + " set spring.security.oauth2.resourceserver.jwt.audiences");
    }
    var decoder =
        NimbusJwtDecoder.withJwkSource(keys(jwt))
            .jwsAlgorithms(all -> all.addAll(algorithms(jwt.getJwsAlgorithms())))
            .build();
    decoder.setJwtValidator(validator(jwt, clock));
    return decoder;
  }

  @Bean
  JwtAuthenticationProvider tokenAuthentication(JwtDecoder tokenDecoder) {
    var authentication = new JwtAuthenticationProvider(tokenDecoder);
    authentication.setJwtAuthenticationConverter(new TokenCaller());
    return authentication;
  }

  private static JWKSource<SecurityContext> keys(OAuth2ResourceServerProperties.Jwt jwt) {
    var http = new IssuerHttp(SystemDefaultDnsResolver.INSTANCE);
    return JWKSourceBuilder.<SecurityContext>create(new IssuerKeys(address(jwt), http))
        .cache(KEYS_TTL.toMillis(), IssuerHttp.TIMEOUT.toMillis())
        .refreshAheadCache(false)
        .rateLimited(false)
        .outageTolerant(KEYS_OUTAGE_TTL.toMillis())
        .build();
  }

  private static KeysAddress address(OAuth2ResourceServerProperties.Jwt jwt) {
    var fixed = jwt.getJwkSetUri();
    return fixed != null && StringUtils.hasText(fixed)
        ? _ -> fixed
        : KeysAddress.publishedBy(String.valueOf(jwt.getIssuerUri()));
  }

  private static Set<SignatureAlgorithm> algorithms(List<String> names) {
    return names.stream().map(TokenConfiguration::algorithm).collect(Collectors.toSet());
  }

  private static SignatureAlgorithm algorithm(String name) {
    var algorithm = SignatureAlgorithm.from(name);
    if (algorithm == null) {
      throw new IllegalArgumentException(
          "Setting spring.security.oauth2.resourceserver.jwt.jws-algorithms must name signatures by"
              + " a private key, such as RS256 or ES256.");
    }
    return algorithm;
  }

  private static OAuth2TokenValidator<Jwt> validator(
      OAuth2ResourceServerProperties.Jwt jwt, Clock clock) {
    var validators = new ArrayList<OAuth2TokenValidator<Jwt>>();
    var time = new JwtTimestampValidator();
    time.setClock(clock);
    time.setAllowEmptyExpiryClaim(false);
    validators.add(time);
    var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    validators.add(type);
    var issuer = jwt.getIssuerUri();
    if (issuer != null && StringUtils.hasText(issuer)) {
      validators.add(new JwtIssuerValidator(issuer));
    }
    if (!jwt.getAudiences().isEmpty()) {
      validators.add(
          new JwtClaimValidator<Collection<String>>(
              JwtClaimNames.AUD,
              aud -> aud != null && !Collections.disjoint(aud, jwt.getAudiences())));
    }
    return new DelegatingOAuth2TokenValidator<>(validators);
  }
}
