package dev.otpauth;

import org.springframework.boot.SpringApplication;

/** The whole service on this machine alone: embedded PostgreSQL, simulated provider. */
public class TestOtpAuthApplication {

  public static void main(String[] args) {
    SpringApplication.from(OtpAuthApplication::main)
        .with(TestDatabase.class)
        .withAdditionalProfiles("sandbox")
        .run(args);
  }
}
