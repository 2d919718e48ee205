package dev.otpauth.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedDigestTest {

  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void itIsStoredAsItsBytesAndPrintsItsBeginning() {
    var digest = new KeyedDigest(HEX);
    assertThat(digest.bytes()).hasSize(32).startsWith(0x01, 0x23);
    assertThat(KeyedDigest.of(digest.bytes())).isEqualTo(digest);
    assertThat(digest).hasToString("01234567…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "+6281234567890"})
  void noOtherLengthIsADigest(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyedDigest(hex));
    assertThatIllegalArgumentException().isThrownBy(() -> KeyedDigest.of(new byte[20]));
  }

  @ParameterizedTest
  @ValueSource(chars = {'/', ':', '@', 'A', 'F', '`', 'g', ' ', 'é'})
  void noOtherCharacterIsADigit(char other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyedDigest(other + HEX.substring(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyedDigest(HEX.substring(1) + other));
  }
}
