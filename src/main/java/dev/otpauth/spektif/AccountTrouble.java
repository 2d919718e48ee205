package dev.otpauth.spektif;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The provider's last refusal of our account, until it accepts us again. */
@Component
final class AccountTrouble {

  /** The one thing that is read out of a message: the address that is not on the whitelist. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "address[^()]{0,40}\\(\\s*([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]{1,44})\\s*\\)",
          Pattern.CASE_INSENSITIVE);

  private final AtomicReference<Optional<Trouble>> last = new AtomicReference<>(Optional.empty());

  /** The trouble there is now. */
  Optional<Trouble> current() {
    return last.get();
  }

  /** Remembers a refusal, and says in words what is wrong and what to do. */
  String remember(Operation operation, Verdict verdict) {
    var words = words(verdict);
    last.set(Optional.of(new Trouble(operation, words, verdict.at())));
    return words;
  }

  /** An accepted send shows that all is well; another call, only that this one is. */
  void endedBy(Operation accepted) {
    if (last.get().isPresent()) {
      last.updateAndGet(
          it -> it.filter(was -> accepted != Operation.SEND && was.operation() != accepted));
    }
  }

  private static String words(Verdict verdict) {
    var address =
        verdict.envelope().messages().stream()
            .map(ADDRESS::matcher)
            .flatMap(it -> it.results().map(found -> found.group(1)))
            .findFirst();
    if (address.isPresent()) {
      return "address %s is not whitelisted: add it in the dashboard".formatted(address.get());
    }
    if (verdict.detail().startsWith("HTTP 3")) {
      return "redirected (%s): check spektif.base-url".formatted(verdict.detail());
    }
    // Only words of our own table are shown: the remark is the provider's and may hold anything.
    var about =
        verdict.envelope().words().stream()
            .filter(FaultTable.ACCOUNT_WORDS::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    return about.isEmpty()
        ? "credentials refused (%s): check spektif.client-id, spektif.client-secret and the IP whitelist in the dashboard"
            .formatted(verdict.detail())
        : "account refused (%s): check it in the dashboard".formatted(about);
  }

  /** What went wrong, in words for an operator. */
  record Trouble(Operation operation, String words, Instant at) {}
}
