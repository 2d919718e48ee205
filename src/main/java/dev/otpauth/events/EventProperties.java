package dev.otpauth.events;

import dev.otpauth.runtime.CloudMetadata;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks; bound only if an endpoint is configured. The text form has no secrets.
 *
 * @param endpoint the URL to which events are posted
 * @param secrets the secrets that sign events; two during a rotation
 * @param allowPrivateAddresses whether the endpoint may have a private address
 */
@Validated
@ConfigurationProperties("otp.events")
record EventProperties(
    @NotNull WebhookAddress endpoint,
    @DefaultValue
        @Size(min = 1, max = 2, message = "must have one secret, or two during a rotation")
        List<@NotNull WebhookSecret> secrets,
    @DefaultValue("false") boolean allowPrivateAddresses) {

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

  /** Whether events may be posted to an address that the name of the endpoint resolves to. */
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
