package dev.otpauth.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.otpauth.ConcurrentCalls;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhoneVaultTest {

  private static final PhoneNumber NUMBER = new PhoneNumber("+6281234567890");
  private static final UUID ROW = new UUID(0, 1);
  private static final String DIGEST_KEY = key("digest");
  private static final String K1 = key("one");
  private static final String K2 = key("two");

  @Test
  void aSealedNumberIsReadBack() {
    var vault = vault("k1", Map.of("k1", K1));
    var sealed = vault.seal(NUMBER, ROW);
    assertThat(vault.open(sealed)).isEqualTo(NUMBER);
    assertThat(sealed.keyId()).isEqualTo("k1");
    assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("812345");
    assertThat(sealed).hasToString("EncryptedPhone[keyId=k1]");
  }

  @Test
  void aSealedTextIsReadBack() {
    var vault = vault("k1", Map.of("k1", K1));
    var sealed = vault.seal("{\"mobile\":\"+6281234567890\"}", "a row");
    assertThat(vault.open(sealed)).isEqualTo("{\"mobile\":\"+6281234567890\"}");
    assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("812345");
    assertThat(sealed).hasToString("SealedText[keyId=k1]");
  }

  @Test
  void theSameNumberIsNeverSealedTheSameTwice() {
    var vault = vault("k1", Map.of("k1", K1));
    assertThat(vault.seal(NUMBER, ROW).ciphertext())
        .isNotEqualTo(vault.seal(NUMBER, ROW).ciphertext());
  }

  @Test
  void manyMayUseItAtOnceAndAfterAFailure() throws Exception {
    var vault = vault("k1", Map.of("k1", K1));
    var anothers = vault.seal("text", "another row");
    var moved = new SealedText("a row", anothers.keyId(), anothers.ciphertext());
    var texts = IntStream.range(0, 200).mapToObj("text %d"::formatted).toList();
    var read =
        ConcurrentCalls.make(
            texts.stream()
                .<Callable<String>>map(
                    text ->
                        () -> {
                          var sealed = vault.seal(text, "a row");
                          assertThatIllegalStateException().isThrownBy(() -> vault.open(moved));
                          return vault.open(sealed);
                        })
                .toList());
    assertThat(read).isEqualTo(texts);
  }

  @Test
  void afterARotationTheNewKeySealsAndTheOldStillReads() {
    var old = vault("k1", Map.of("k1", K1)).seal(NUMBER, ROW);
    var rotated = vault("k2", Map.of("k1", K1, "k2", K2));
    assertThat(rotated.seal(NUMBER, ROW).keyId()).isEqualTo("k2");
    assertThat(rotated.open(old)).isEqualTo(NUMBER);
  }

  @Test
  void aKeyThatIsGoneIsNamed() {
    var old = vault("k1", Map.of("k1", K1)).seal(NUMBER, ROW);
    assertThatIllegalStateException()
        .isThrownBy(() -> vault("k2", Map.of("k2", K2)).open(old))
        .withMessageContaining("otp.privacy.encryption-keys.k1");
  }

  @Test
  void whatWasTamperedWithIsNotRead() {
    var vault = vault("k1", Map.of("k1", K1));
    var sealed = vault.seal(NUMBER, ROW);
    sealed.ciphertext()[20] ^= 1;
    assertThatIllegalStateException().isThrownBy(() -> vault.open(sealed));
  }

  @Test
  void whatIsMovedToAnotherRowIsNotRead() {
    var vault = vault("k1", Map.of("k1", K1));
    var phone = vault.seal(NUMBER, ROW);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                vault.open(new EncryptedPhone(new UUID(0, 2), phone.keyId(), phone.ciphertext())));
    var text = vault.seal("a text", "a row");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> vault.open(new SealedText("another row", text.keyId(), text.ciphertext())));
  }

  @Test
  void whatIsCutShortIsNotRead() {
    var vault = vault("k1", Map.of("k1", K1));
    assertThatIllegalStateException()
        .isThrownBy(() -> vault.open(new EncryptedPhone(ROW, "k1", new byte[27])));
  }

  @Test
  void theDigestDependsOnNumberAndKeyAlone() {
    var vault = vault("k1", Map.of("k1", K1));
    assertThat(vault.digest(NUMBER).bytes()).hasSize(32);
    assertThat(vault.digest(NUMBER))
        .isEqualTo(vault("k2", Map.of("k2", K2)).digest(NUMBER))
        .isNotEqualTo(vault.digest(new PhoneNumber("+6281234567891")))
        .isNotEqualTo(
            new PhoneVault(new PrivacyProperties(key("other"), Map.of("k1", K1), "k1"))
                .digest(NUMBER));
  }

  @Test
  void impossibleKeysAreNamedAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault("k2", Map.of("k1", K1)))
        .withMessageContaining("otp.privacy.active-key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault("k1", Map.of("k1", "c2hvcnQ=")))
        .withMessage("otp.privacy.encryption-keys.k1 must have 32 bytes, but has 5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PhoneVault(new PrivacyProperties("not base64!", Map.of("k1", K1), "k1")))
        .withMessage("otp.privacy.digest-key must be base64");
  }

  private static PhoneVault vault(String activeKey, Map<String, String> keys) {
    return new PhoneVault(new PrivacyProperties(DIGEST_KEY, keys, activeKey));
  }

  private static String key(String seed) {
    return Base64.getEncoder()
        .encodeToString((seed + ".".repeat(32)).substring(0, 32).getBytes(StandardCharsets.UTF_8));
  }
}
