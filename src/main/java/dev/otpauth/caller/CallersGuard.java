package dev.otpauth.caller;

import dev.otpauth.caller.CallerProperties.Client;
import dev.otpauth.runtime.SettingsRule;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Refuses to start where nobody could call, or anybody. */
class CallersGuard implements SettingsRule {

  /** The sandbox's demo caller's; it is in the README. */
  private static final String PUBLIC_SECRET = "demo-secret";

  private static final String CLIENTS = "otp.clients";

  private final Environment environment;

  CallersGuard(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String subject() {
    return CLIENTS;
  }

  @Override
  public Optional<String> objection() {
    var clients =
        Binder.get(environment).bind(CLIENTS, Bindable.listOf(Client.class)).orElseGet(List::of);
    if (clients.isEmpty() && !IssuerConfigured.in(environment)) {
      return Optional.of(
          "otp.clients must name at least one caller, or %s an issuer of tokens"
              .formatted(IssuerConfigured.ISSUER));
    }
    return hasThePublicSecret(clients)
        ? Optional.of(
            "otp.clients gives a caller the sandbox's secret, which everybody knows: make one with"
                + " openssl rand -hex 32")
        : Optional.empty();
  }

  private boolean hasThePublicSecret(List<Client> clients) {
    var hash = Secrets.sha256(PUBLIC_SECRET);
    return !environment.acceptsProfiles(Profiles.of("sandbox"))
        && clients.stream()
            .anyMatch(it -> it.secretSha256().stream().anyMatch(hash::equalsIgnoreCase));
  }
}
