package dev.otpauth.spektif.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a problem when it begins, when its cause changes and when it is over. */
final class AccountProblemLog {

  private static final Logger log = LoggerFactory.getLogger(AccountProblemLog.class);

  private AccountProblemLog() {}

  static void logChanges(
      Collection<AccountProblem> before, Collection<AccountProblem> after, Instant at) {
    var begun = missing(after, before);
    var ended = missing(before, after);
    if (begun.isEmpty()) {
      ended.forEach(it -> logEnd(it, at));
    }
    begun.forEach(it -> logBegin(it, ended));
  }

  /** Returns one problem of each diagnosis that is in {@code here} and not in {@code there}. */
  private static Collection<AccountProblem> missing(
      Collection<AccountProblem> here, Collection<AccountProblem> there) {
    var known = there.stream().map(AccountProblem::diagnosis).collect(Collectors.toSet());
    return here.stream()
        .filter(it -> !known.contains(it.diagnosis()))
        .collect(
            Collectors.toMap(AccountProblem::diagnosis, Function.identity(), (first, _) -> first))
        .values();
  }

  private static void logBegin(AccountProblem problem, Collection<AccountProblem> ended) {
    var event =
        log.atWarn()
            .addKeyValue("cause", problem.cause().tag())
            .addKeyValue("problem", problem.diagnosis().problem())
            .addKeyValue("operation", problem.call().operation());
    if (problem.call().sender() != null) {
      event = event.addKeyValue("sender", problem.call().sender());
    }
    if (!ended.isEmpty()) {
      event = event.addKeyValue("instead_of", tags(ended));
    }
    event.log("Spektif refuses our account");
  }

  private static void logEnd(AccountProblem problem, Instant at) {
    log.atInfo()
        .addKeyValue("cause", problem.cause().tag())
        .addKeyValue("seconds", Duration.between(problem.since(), at).toSeconds())
        .log("Spektif accepts our account again");
  }

  private static List<String> tags(Collection<AccountProblem> problems) {
    return problems.stream().map(it -> it.cause().tag()).sorted().toList();
  }
}
