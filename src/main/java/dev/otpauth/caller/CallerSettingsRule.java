package dev.otpauth.caller;

import dev.otpauth.caller.CallerProperties.Client;
import dev.otpauth.runtime.SandboxProfile;
import dev.otpauth.runtime.SettingsRule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Checks {@code otp.clients} at the start: at least one caller or an issuer must be configured, the
 * sandbox's published secret must not be used outside the sandbox, and no other caller inside it.
 */
class CallerSettingsRule implements SettingsRule {

  private static final String CLIENTS = "otp.clients";
  private static final Bindable<List<Client>> LIST = Bindable.listOf(Client.class);

  private final Environment environment;

  CallerSettingsRule(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String prefix() {
    return CLIENTS;
  }

  @Override
  public Optional<String> violation() {
    var clients = Binder.get(environment).bind(CLIENTS, LIST).orElseGet(List::of);
    var published = SandboxProfile.published(CLIENTS, LIST);
    return SandboxProfile.isOn(environment)
        ? checkInSandbox(clients, published)
        : checkOutsideSandbox(clients, published);
  }

  private Optional<String> checkOutsideSandbox(List<Client> clients, List<Client> published) {
    if (clients.isEmpty() && !IssuerConfigured.in(environment)) {
      return Optional.of(
          "otp.clients must name at least one caller, unless %s names an issuer of tokens"
              .formatted(IssuerConfigured.ISSUER));
    }
    return Collections.disjoint(hashes(clients), hashes(published))
        ? Optional.empty()
        : Optional.of(
            "otp.clients gives a caller the sandbox's secret, which is public: "
                + Secrets.HOW_TO_MAKE_ONE);
  }

  private Optional<String> checkInSandbox(List<Client> clients, List<Client> published) {
    var words = " configures callers other than the sandbox's: remove it, or the profile sandbox";
    var isOwn =
        clients.stream()
                .map(Client::id)
                .toList()
                .equals(published.stream().map(Client::id).toList())
            && hashes(clients).equals(hashes(published));
    var settings =
        Stream.concat(
            isOwn ? Stream.empty() : Stream.of(CLIENTS), IssuerConfigured.settings(environment));
    return Optional.of(settings.map(it -> it + words).collect(Collectors.joining("\n")))
        .filter(it -> !it.isEmpty());
  }

  private static Set<String> hashes(List<Client> clients) {
    return clients.stream().flatMap(Client::hashes).collect(Collectors.toSet());
  }
}
