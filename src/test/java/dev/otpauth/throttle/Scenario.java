package dev.otpauth.throttle;

import dev.otpauth.throttle.CallerLimits.Client;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The parameters of a simulated week.
 *
 * @param sharing how many subscribers are behind each address
 * @param settings in place of the defaults
 * @param strangersCaller through which the stranger asks for codes
 */
record Scenario(
    AddressCountingPolicy counting,
    int sharing,
    Map<String, String> settings,
    String strangersCaller) {

  /** 200 behind each address, at the defaults, save that a number rests for long. */
  static final Scenario REQUESTS =
      new Scenario(
          AddressCountingPolicy.REQUESTS, 200, Map.of("otp.throttle.guesses", "100/30d"), "login");

  /** 200 behind each address, at the defaults. */
  static final Scenario UNUSED_CODES = unusedCodes(200, Map.of(), "login");

  /** Likewise, but the stranger asks through a caller that has fewer codes sent. */
  static final Scenario SPARING_CALLER = unusedCodes(200, Map.of(), "signup");

  private static final CallerLimits CALLERS =
      new CallerLimits(List.of(new Client("signup", List.of(Duration.ofSeconds(60)), null)));

  /** A thousand behind each address, under another rate of an address. */
  static Scenario crowded(String clientIp) {
    return unusedCodes(1_000, Map.of("otp.throttle.client-ip", clientIp), "login");
  }

  private static Scenario unusedCodes(
      int sharing, Map<String, String> settings, String strangersCaller) {
    return new Scenario(AddressCountingPolicy.UNUSED_CODES, sharing, settings, strangersCaller);
  }

  SendLimits limits() {
    var properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("otp.throttle", ThrottleProperties.class);
    return new SendLimits(properties, CALLERS);
  }

  /** From an address that no subscriber has. */
  Send strangersSend(int phone) {
    return new Send(
        SampleSends.SENDER,
        SampleSends.phone(phone),
        strangersCaller,
        SampleSends.address(20_000),
        null);
  }
}
