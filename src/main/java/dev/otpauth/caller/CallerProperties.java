package dev.otpauth.caller;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The callers that authenticate with an id and a secret.
 *
 * @param clients empty if all callers use tokens
 */
@Validated
@ConfigurationProperties("otp")
record CallerProperties(@DefaultValue List<@Valid @NotNull Client> clients) {

  static final String AUTHORITIES =
      "otp:verify, otp:read, otp:erase, contacts:read, contacts:write, inbox:read, inbox:write,"
          + " inbox:send";

  CallerProperties {
    var ids = new HashSet<String>();
    var hashes = new HashSet<String>();
    for (var client : clients) {
      if (!ids.add(client.id())) {
        throw new IllegalArgumentException(
            "otp.clients names the id %s twice".formatted(client.id()));
      }
      if (!Collections.disjoint(hashes, client.hashes().toList())) {
        throw new IllegalArgumentException(
            "otp.clients gives %s the secret of another caller: %s"
                .formatted(client.id(), Secrets.HOW_TO_MAKE_ONE));
      }
      client.hashes().forEach(hashes::add);
    }
  }

  /**
   * A caller.
   *
   * @param secretSha256 the SHA-256 of the secret in hex; two during a rotation
   */
  record Client(
      @NotNull
          @Pattern(
              regexp = "[A-Za-z0-9._-]{1,64}",
              message = "must have 1 to 64 letters, digits, '.', '_' or '-'")
          String id,
      @NotNull @Size(min = 1, max = 2, message = "must have one hash, or two during a rotation")
          List<@Pattern(regexp = "[0-9a-fA-F]{64}", message = Secrets.HASH_REQUIRED) String>
              secretSha256,
      @NotEmpty(message = "must name at least one of " + AUTHORITIES)
          Set<
                  @Pattern(
                      regexp =
                          "otp:(verify|read|erase)|contacts:(read|write)|inbox:(read|write|send)",
                      message = "must be one of " + AUTHORITIES)
                  String>
              authorities) {

    /** Secrets that an attacker tries first, such as the empty one. */
    private static final List<String> GUESSES =
        List.of(
            "",
            "0000",
            "000000",
            "1234",
            "12345",
            "123456",
            "1234567",
            "12345678",
            "123456789",
            "1234567890",
            "111111",
            "123123",
            "abc123",
            "admin",
            "admin123",
            "changeit",
            "changeme",
            "default",
            "demo",
            "dev",
            "guest",
            "iloveyou",
            "letmein",
            "otp",
            "otp-auth",
            "pass",
            "passw0rd",
            "password",
            "password1",
            "password123",
            "qwerty",
            "qwerty123",
            "root",
            "sandbox",
            "secret",
            "spektif",
            "test",
            "test123",
            "testing",
            "token",
            "user",
            "welcome");

    Client {
      if (id != null && secretSha256 != null && isGuessable(id, secretSha256)) {
        throw new IllegalArgumentException(
            "otp.clients gives %s a secret that anyone can guess: %s"
                .formatted(id, Secrets.HOW_TO_MAKE_ONE));
      }
    }

    /** Returns the hashes in lower case; empty if none is set, which is reported elsewhere. */
    Stream<String> hashes() {
      return secretSha256 == null
          ? Stream.empty()
          : secretSha256.stream().map(it -> it.toLowerCase(Locale.ROOT));
    }

    private static boolean isGuessable(String id, List<String> hashes) {
      return Stream.concat(Stream.of(id), GUESSES.stream())
          .map(Secrets::sha256)
          .anyMatch(guess -> hashes.stream().anyMatch(guess::equalsIgnoreCase));
    }

    @Override
    public String toString() {
      return "Client[%s]".formatted(id);
    }
  }
}
