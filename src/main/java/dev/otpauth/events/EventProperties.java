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
 * Where events go, and how. Read only where there is an endpoint; prints without the secrets.
 *
 * @param endpoint what is posted to
 * @param secrets what events are signed with; two while one replaces the other
 * @param allowPrivateAddresses whether the endpoint may be in a network of our own
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
