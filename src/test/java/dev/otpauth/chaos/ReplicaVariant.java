package dev.otpauth.chaos;

import java.util.Map;

/** With what temper the two replicas are started. */
enum ReplicaVariant {
  /** Gives up on the provider soon, so that silence costs little time; its circuit stays closed. */
  HASTY,
  /** Waits for the provider as in production; its circuit opens, and is closed again soon. */
  PATIENT,
  /** Sends little: three codes to a number, seven to an address at once. */
  STRICT;

  private static final String CIRCUIT = "resilience4j.circuitbreaker.instances.spektif.";

  Map<String, String> settings() {
    return switch (this) {
      case HASTY ->
          Map.of("spektif.response-timeout", "2s", CIRCUIT + "minimum-number-of-calls", "1000000");
      case PATIENT ->
          Map.of(
              "spektif.response-timeout",
              "15s",
              "spring.datasource.hikari.maximum-pool-size",
              "10",
              CIRCUIT + "wait-duration-in-open-state",
              "2s",
              CIRCUIT + "permitted-number-of-calls-in-half-open-state",
              "1");
      case STRICT -> Map.of("otp.throttle.send-delays", "3s,3s", "otp.throttle.client-ip", "7/1h");
    };
  }
}
