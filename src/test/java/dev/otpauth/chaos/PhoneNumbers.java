package dev.otpauth.chaos;

import java.util.concurrent.atomic.AtomicInteger;

/** Made-up numbers, each given out once. */
final class PhoneNumbers {

  private static final AtomicInteger given = new AtomicInteger(10_000_000);

  private PhoneNumbers() {}

  static String next() {
    return "+62812" + given.incrementAndGet();
  }
}
