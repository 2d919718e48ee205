package dev.otpauth.throttle;

import dev.otpauth.throttle.Subscriber.Group;
import dev.otpauth.throttle.Subscriber.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the results of simulated logins. */
final class LoginTally {

  private final Map<Group, Integer> loggedIn = new EnumMap<>(Group.class);
  private final Map<Group, Map<Reason, Integer>> refused = new EnumMap<>(Group.class);

  void loggedIn(Group who) {
    loggedIn.merge(who, 1, Integer::sum);
  }

  void refused(Group who, Reason why) {
    refused.computeIfAbsent(who, _ -> new EnumMap<>(Reason.class)).merge(why, 1, Integer::sum);
  }

  /** By group. */
  Map<Group, Logins> ofAll() {
    return Arrays.stream(Group.values())
        .collect(Collectors.toUnmodifiableMap(Function.identity(), this::of));
  }

  private Logins of(Group who) {
    return new Logins(
        loggedIn.getOrDefault(who, 0), Map.copyOf(refused.getOrDefault(who, Map.of())));
  }

  /**
   * Logins of one group.
   *
   * @param refusals of logins that came to nothing, by what the subscriber was last told
   */
  record Logins(int done, Map<Reason, Integer> refusals) {

    int refused() {
      return refusals.values().stream().mapToInt(Integer::intValue).sum();
    }

    int refused(Reason why) {
      return refusals.getOrDefault(why, 0);
    }

    int all() {
      return done + refused();
    }

    double refusedShare() {
      return (double) refused() / all();
    }
  }
}
