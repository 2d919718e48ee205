package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "' 203.0.113.9 ', 203.0.113.9",
    "203.0.113.9:54321, 203.0.113.9",
    "2001:db8::1, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "[2001:db8::1]:443, 2001:db8::1",
    "fe80::1%eth0, fe80::1",
    "[fe80::1%25eth0]:443, fe80::1",
    "::ffff:203.0.113.9, 203.0.113.9",
    "::FFFF:CB00:7109, 203.0.113.9",
    "[::ffff:203.0.113.9]:80, 203.0.113.9",
    "::ffff:203.0.113.9:8080, 203.0.113.9",
    "64:ff9b::203.0.113.9, 203.0.113.9",
    "64:ff9b::cb00:7109, 203.0.113.9",
    "2002:cb00:7109::1, 203.0.113.9",
    "2002:cb00:7109:ffff:1:2:3:4, 203.0.113.9",
    "64:ff9b:1::cb00:7109, 64:ff9b:1::cb00:7109"
  })
  void addressIsReadAsProxiesWriteIt(String written, String meant) {
    assertThat(ClientAddress.parse(written)).contains(InetAddress.ofLiteral(meant));
  }

  @Test
  void aLongTextIsRefusedAtOnce() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(1),
        () -> assertThat(ClientAddress.parse(":".repeat(16_000) + "x")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "localhost",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.09",
        "0x7f.0.0.1",
        "3405803785",
        "203.0.113.9:",
        "203.0.113.9:x",
        "203.0.113.9:123456",
        "203.0.113.9, 198.51.100.7",
        "[203.0.113.9]",
        "2001:db8:::1",
        "[2001:db8::1",
        "2001:db8::1]:443",
        "[2001:db8::1]443",
        "::ffff:203.0.113.9.1",
        "1:2:3:4:5:6:7:8:9"
      })
  void whatIsNoAddressIsRefused(String written) {
    assertThat(ClientAddress.parse(written)).isEmpty();
  }
}
