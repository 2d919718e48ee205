package dev.otpauth;

import org.springframework.boot.SpringApplication;

/** Runs the whole service locally, with embedded PostgreSQL and a simulated provider. */
public class TestOtpAuthApplication {

  public static void main(String[] args) {
    SpringApplication.from(OtpAuthApplication::main)
        .with(TestDatabase.class)
        .withAdditionalProfiles("sandbox")
        .run(args);
  }
}
