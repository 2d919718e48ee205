package dev.otpauth.caller;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Counts accepted and refused authentications ({@code otp.authentication}), and logs refusals at
 * most once a minute for each configured caller and once for all others together, so that an
 * attacker cannot flood the log. Unknown ids are not logged, since they may be secrets.
 */
@Component
class Authentications {

  private static final Logger log = LoggerFactory.getLogger(Authentications.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
  private static final String UNKNOWN = "unknown";

  private final MeterRegistry meters;
  private final CallerAuthentication callers;
  private final Clock clock;
  private final Map<String, Instant> nextLog = new ConcurrentHashMap<>();

  Authentications(MeterRegistry meters, CallerAuthentication callers, Clock clock) {
    this.meters = meters;
    this.callers = callers;
    this.clock = clock;
  }

  void accepted(Authentication caller) {
    count(caller instanceof JwtAuthenticationToken ? "bearer" : "basic", "accepted");
  }

  void failed(AuthenticationException failure) {
    var presented = failure.getAuthenticationRequest();
    var scheme = scheme(failure, presented);
    switch (failure) {
      case InsufficientAuthenticationException _ -> count("none", "missing");
      case AuthenticationServiceException _ -> count(scheme, "unavailable");
      default -> {
        count(scheme, "refused");
        logRefusal(known(presented), scheme);
      }
    }
  }

  private static String scheme(
      AuthenticationException failure, @Nullable Authentication presented) {
    return presented instanceof BearerTokenAuthenticationToken
            || failure instanceof OAuth2AuthenticationException
        ? "bearer"
        : "basic";
  }

  private String known(@Nullable Authentication presented) {
    return presented instanceof UsernamePasswordAuthenticationToken basic
            && callers.knows(basic.getName())
        ? basic.getName()
        : UNKNOWN;
  }

  private void count(String scheme, String outcome) {
    meters.counter("otp.authentication", "scheme", scheme, "outcome", outcome).increment();
  }

  private void logRefusal(String caller, String scheme) {
    if (shouldLog(caller)) {
      log.atWarn()
          .addKeyValue("caller", caller)
          .addKeyValue("scheme", scheme)
          .log(
              "Refused a caller's credentials: the caller gets 401. Further refusals are only"
                  + " counted for a minute; check the caller's secret or token");
    }
  }

  /** Returns true for at most one of several concurrent threads. */
  private boolean shouldLog(String caller) {
    var now = clock.instant();
    var next = now.plus(LOG_INTERVAL);
    var until = nextLog.get(caller);
    if (until == null) {
      return nextLog.putIfAbsent(caller, next) == null;
    }
    return !now.isBefore(until) && nextLog.replace(caller, until, next);
  }
}
