package dev.otpauth.throttle;

import dev.otpauth.throttle.LoginTally.Logins;
import dev.otpauth.throttle.SimulatedWeek.Result;
import dev.otpauth.throttle.Subscriber.Group;
import dev.otpauth.throttle.Subscriber.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the results of simulated weeks as Markdown tables. */
final class LimitsTables {

  private LimitsTables() {}

  /** By what the limits count. */
  static String byCounting(Result requests, Result unused) {
    var weeks = List.of(requests, unused);
    return table(
        Stream.of(
            "| logins that were refused | limits that count every request | limits that count"
                + " unused codes |",
            refused("careful people's", Group.CAREFUL, weeks),
            reason("for their address", Group.CAREFUL, Reason.ADDRESS, weeks),
            reason("for the pace of their number", Group.CAREFUL, Reason.PACE, weeks),
            refused("of people who mistype", Group.MISTYPING, weeks),
            refused("to numbers that a stranger guesses at", Group.GUESSED_AT, weeks),
            reason("for the pace of the number", Group.GUESSED_AT, Reason.PACE, weeks),
            reason("as the number rests", Group.GUESSED_AT, Reason.REST, weeks),
            row("**messages to the fraudster's numbers**", weeks, it -> count(it.fraudulent()))));
  }

  /** By the rate of an address, in the order given. */
  static String byClientIp(Map<String, Result> weeks) {
    var rates = weeks.keySet().stream().map("`%s`"::formatted).collect(Collectors.joining(" | "));
    var results = List.copyOf(weeks.values());
    return table(
        Stream.of(
            "| `otp.throttle.client-ip` | %s |".formatted(rates),
            refused("careful people's logins that were refused", Group.CAREFUL, results),
            row("messages to the fraudster's numbers", results, it -> count(it.fraudulent()))));
  }

  /** By the caller through which the stranger asks. */
  static String byStrangersCaller(Result same, Result sparing) {
    return table(
        Stream.of(
            "| the stranger asks through | the subscribers' caller | one with `send-delays` `60s`"
                + " |",
            refused(
                "refused logins to numbers that the stranger guesses at",
                Group.GUESSED_AT,
                List.of(same, sparing))));
  }

  /** Of its rows, the first one is the head. */
  private static String table(Stream<String> rows) {
    var lines = rows.toList();
    var line = lines.getFirst().replaceAll("[^|]+", "---");
    return Stream.concat(Stream.of(lines.getFirst(), line), lines.stream().skip(1))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String refused(String what, Group who, List<Result> weeks) {
    return row(what, weeks, it -> share(it.of(who)));
  }

  private static String reason(String what, Group who, Reason why, List<Result> weeks) {
    return row("… " + what, weeks, it -> count(it.of(who).refused(why)));
  }

  private static String row(String what, List<Result> weeks, Function<Result, String> cell) {
    return weeks.stream().map(cell).collect(Collectors.joining(" | ", "| " + what + " | ", " |"));
  }

  private static String share(Logins logins) {
    return "%s of %s (%s %%)"
        .formatted(
            count(logins.refused()),
            count(logins.all()),
            String.format(Locale.ROOT, "%.2f", 100 * logins.refusedShare()));
  }

  private static String count(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
