package dev.otpauth.events;

import dev.otpauth.runtime.CloudMetadata;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where events go, and how. Read only where there is an endpoint; prints without the secrets.
 *
 * @param endpoint what is posted to
 * @param secrets what events are signed with; two while one replaces the other
 * @param connectTimeout of each address behind the endpoint's name
 * @param responseTimeout from there to the last byte of the answer
 * @param maxAttempts tries of one event; then it is a dead letter
 * @param retention how long a delivered event is kept
 * @param deadRetention how long a dead letter is kept
 * @param allowPrivateAddresses whether the endpoint may be in a network of our own
 * @param worker whether this replica delivers
 * @param poll how often it looks for events that are due
 */
@Validated
@ConfigurationProperties("otp.events")
record EventProperties(
    @NotNull WebhookAddress endpoint,
    @DefaultValue
        @Size(min = 1, max = 2, message = "must have one secret, or two during a rotation")
        List<@NotNull WebhookSecret> secrets,
    @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(seconds = 30) Duration connectTimeout,
    @DefaultValue("15s") @DurationMin(millis = 1) @DurationMax(seconds = 30)
        Duration responseTimeout,
    @DefaultValue("15") @Min(1) @Max(100) int maxAttempts,
    @DefaultValue("1d") @DurationMin(minutes = 1) Duration retention,
    @DefaultValue("30d") @DurationMin(minutes = 1) Duration deadRetention,
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue("true") boolean worker,
    @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration poll) {

  private static final Duration SLACK = Duration.ofSeconds(30);

  EventProperties {
    if (endpoint != null && CloudMetadata.isNamed(endpoint.uri().getHost())) {
      throw new IllegalArgumentException(
          "otp.events.endpoint must not lead to a cloud's metadata service");
    }
    if (endpoint != null && !allowPrivateAddresses && isPrivate(endpoint)) {
      throw new IllegalArgumentException(
          "otp.events.endpoint is a private address; where that is meant, set"
              + " otp.events.allow-private-addresses");
    }
  }

  private static boolean isPrivate(WebhookAddress endpoint) {
    return !endpoint.isThisMachine()
        && endpoint.literal().filter(it -> !PublicAddresses.includes(it)).isPresent();
  }

  /** The longest that one try can take. */
  Duration tryTimeout() {
    return connectTimeout.plus(responseTimeout);
  }

  /** Longer than one try with its bookkeeping, so that a lapsed one means a dead holder. */
  Duration lease() {
    return tryTimeout().plus(SLACK);
  }

  /** Whether the endpoint may be reached at an address that its name is looked up as. */
  boolean mayBeAt(InetAddress address) {
    return (allowPrivateAddresses || endpoint.isThisMachine())
        ? !CloudMetadata.isAt(address)
        : PublicAddresses.includes(address);
  }

  @Override
  public String toString() {
    return "EventProperties[endpoint=%s, secrets=%s]".formatted(endpoint, secrets.size());
  }
}
