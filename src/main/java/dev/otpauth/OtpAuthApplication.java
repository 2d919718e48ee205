package dev.otpauth;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class OtpAuthApplication {
  public static void main(String[] args) {
    SpringApplication.run(OtpAuthApplication.class, args);
  }
}
