package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;

/** Tests which addresses of a host are used. */
class CheckedAddressesTest {

  private final InMemoryDnsResolver names = new InMemoryDnsResolver();
  private final CheckedAddresses addresses =
      new CheckedAddresses(names, it -> !it.isSiteLocalAddress());

  @Test
  void ofSeveralAddressesTheAllowedOnesAreTaken() throws UnknownHostException {
    names.add("mixed.example.com", literals("10.0.0.1", "1.1.1.1", "::1"));

    assertThat(addresses.resolve("mixed.example.com")).containsExactly(literals("1.1.1.1", "::1"));
  }

  @Test
  void aNameWithoutAnAllowedAddressLeadsNowhere() {
    names.add("inside.example.com", literals("10.0.0.1", "192.168.0.1"));

    assertThatThrownBy(() -> addresses.resolve("inside.example.com"))
        .isInstanceOf(CheckedAddresses.RefusedException.class)
        .hasMessageNotContaining("10.0.0.1");
  }

  private static InetAddress[] literals(String... written) {
    return Stream.of(written).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }
}
