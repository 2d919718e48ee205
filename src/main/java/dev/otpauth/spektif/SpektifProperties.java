package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.runtime.InvalidSettings;
import dev.otpauth.spektif.account.ProbeProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connection to the provider. The text form has no secret and no proxy password.
 *
 * @param baseUrl the base URL of the provider's API
 * @param fromNumber the WhatsApp senders, separated by commas; the first is the default
 * @param responseTimeout maximum silence of the provider after the request was sent
 * @param probe settings of the probes
 * @param remarks the meaning of error remarks of the provider that the {@link FaultTable} does not
 *     know
 * @param proxy an egress proxy, {@code http://[user:password@]host:port}; null for none
 */
@Validated
@ConfigurationProperties("spektif")
record SpektifProperties(
    String baseUrl,
    String clientId,
    String clientSecret,
    String fromNumber,
    @DefaultValue("multipart") RequestEncoding requestEncoding,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration responseTimeout,
    @DefaultValue ProbeProperties probe,
    @DefaultValue Map<String, RemarkMeaning> remarks,
    @Nullable String proxy) {

  /** The maximum time of one try, so that a whole call stays under 25 s. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(20);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

  /** Valid in a header: no white space, no control character, ASCII only. */
  private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,1000}");

  SpektifProperties {
    var base = baseUrl;
    var placed = Map.copyOf(remarks);
    var egress = proxy == null || proxy.isBlank() ? null : proxy.strip();
    InvalidSettings.unless(
        () -> WebAddress.baseUrl(required("base-url", base)),
        () -> checkCredential("client-id", clientId),
        () -> checkCredential("client-secret", clientSecret),
        () -> parseSenders(required("from-number", fromNumber)),
        () -> checkTimeouts(connectTimeout, responseTimeout),
        () -> ConfiguredRemarks.check(placed),
        () -> Optional.ofNullable(egress).ifPresent(WebAddress::proxy));
    baseUrl = WebAddress.baseUrl(base.strip()).toString();
    remarks = placed;
    proxy = egress;
  }

  /** Returns the WhatsApp senders, the default first. */
  List<PhoneNumber> senders() {
    return parseSenders(fromNumber);
  }

  /** Returns the maximum time of one try, from the DNS lookup to the last byte. */
  Duration tryTimeout() {
    return connectTimeout.plus(responseTimeout);
  }

  /** Returns the configured meaning of remarks. */
  ConfiguredRemarks configuredRemarks() {
    return new ConfiguredRemarks(remarks);
  }

  /** Returns the egress proxy, with its credentials if it has any. */
  Optional<URI> egressProxy() {
    return Optional.ofNullable(proxy).map(WebAddress::proxy);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("spektif.%s is missing: it is required".formatted(name));
    }
    return value.strip();
  }

  private static void checkCredential(String name, @Nullable String value) {
    var stripped = required(name, value);
    if (!stripped.equals(value) || !CREDENTIAL.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          "spektif.%s must be printable ASCII without white space or control characters"
              .formatted(name));
    }
  }

  private static List<PhoneNumber> parseSenders(String written) {
    return Arrays.stream(written.split(",", -1)).map(SpektifProperties::sender).distinct().toList();
  }

  private static PhoneNumber sender(String written) {
    return PhoneNumber.parse(written)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "spektif.from-number must be phone numbers with country code, such as"
                        + " 628001234567 or +6580012345, separated by commas; one of another"
                        + " country than Indonesia needs its +"));
  }

  private static void checkTimeouts(Duration connect, Duration response) {
    if (connect.compareTo(SHORTEST_TIMEOUT) < 0 || response.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "spektif.connect-timeout and spektif.response-timeout must be longer than nothing");
    }
    if (connect.compareTo(LONGEST_TRY) > 0
        || response.compareTo(LONGEST_TRY) > 0
        || connect.plus(response).compareTo(LONGEST_TRY) > 0) {
      throw new IllegalArgumentException(
          "spektif.connect-timeout and spektif.response-timeout must be at most %s s together"
              .formatted(LONGEST_TRY.toSeconds()));
    }
  }

  @Override
  public String toString() {
    return "SpektifProperties[baseUrl=%s, requestEncoding=%s, senders=%s]"
        .formatted(baseUrl, requestEncoding, senders());
  }
}
