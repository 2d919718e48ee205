package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests all notations of metadata services' addresses. */
class CloudMetadataTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "169.254.0.23",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
        "fe80::a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::ffff:6464:64c8",
        "64:ff9b::169.254.169.254",
        "64:ff9b::a83f:8110",
        "2002:a9fe:a9fe::1"
      })
  void theseAddressesAreTheirs(String address) {
    assertThat(CloudMetadata.isAt(InetAddress.ofLiteral(address))).isTrue();
    assertThat(CloudMetadata.isNamed(address.contains(":") ? "[" + address + "]" : address))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.google.internal",
        "METADATA.Google.Internal.",
        "metadata.goog",
        "169.254.169.254.",
        "2852039166",
        "0xA9FEA9FE",
        "0251.0376.0251.0376",
        "0xa9.0xfe.0xa9.0xfe",
        "169.254.43518",
        "169.16689662",
        "025177524776"
      })
  void theseSpellingsLeadThereToo(String host) {
    assertThat(CloudMetadata.isNamed(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "127.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "100.100.100.201",
        "192.0.0.193",
        "fd00:ec2::253",
        "::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2606:4700::1"
      })
  void privateAndPublicAddressesAreNot(String address) {
    assertThat(CloudMetadata.isAt(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "issuer.example.com", "metadata.google.internal.example.com", "10.1", "[::1]"})
  void otherHostsAreNot(String host) {
    assertThat(CloudMetadata.isNamed(host)).isFalse();
  }

  @Test
  void aHostThatIsNoneIsNot() {
    assertThat(CloudMetadata.isNamed("[not::an::address]")).isFalse();
  }
}
