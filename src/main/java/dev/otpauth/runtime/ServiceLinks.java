package dev.otpauth.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The environment variables that Kubernetes sets in every pod for each service of its namespace:
 * for a service {@code otp-auth}, {@code OTP_AUTH_SERVICE_HOST}, {@code OTP_AUTH_PORT} and others.
 * They look like settings of ours.
 */
record ServiceLinks(List<Pattern> services) {

  private static final String HOST = "_SERVICE_HOST";
  private static final String PORT = "_SERVICE_PORT";

  /** Finds the services whose host and port variables are both set. */
  static ServiceLinks among(EnumerablePropertySource<?> environment) {
    var names = Set.of(environment.getPropertyNames());
    return new ServiceLinks(
        Arrays.stream(environment.getPropertyNames())
            .filter(it -> it.endsWith(HOST))
            .map(it -> it.substring(0, it.length() - HOST.length()))
            .filter(it -> names.contains(it + PORT))
            .map(ServiceLinks::of)
            .collect(Collectors.toList()));
  }

  private static Pattern of(String service) {
    return Pattern.compile(
        Pattern.quote(service)
            + "(_SERVICE_HOST|_SERVICE_PORT(_[A-Z0-9_]+)?"
            + "|_PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");
  }

  boolean include(String name) {
    return services.stream().anyMatch(it -> it.matcher(name).matches());
  }
}
