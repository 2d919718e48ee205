package dev.otpauth.spektif.account;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tracks why the provider refuses our account, until it accepts us again.
 *
 * <p>A problem ends when a call of the same kind is accepted; an accepted send also ends the
 * problems of verifies and resends. Accepted calls of other kinds end a problem once only: if it
 * comes back, it was not over.
 */
@Component
public final class AccountProblems {

  private volatile Map<CallKind, AccountProblem> open = Map.of();

  /**
   * Kinds of call whose problem was ended by another kind of call, and that were not accepted
   * themselves since.
   */
  private volatile Set<CallKind> otherAnswered = Set.of();

  AccountProblems(MeterRegistry meters) {
    for (var cause : AccountProblemCause.values()) {
      Gauge.builder("spektif.account.problem", this, it -> it.has(cause) ? 1 : 0)
          .description("Whether the provider refuses our account for this cause")
          .tag("cause", cause.tag())
          .register(meters);
    }
  }

  /** The current problems; those that affect every call come first. */
  List<AccountProblem> current() {
    return open.values().stream()
        .sorted((one, other) -> Boolean.compare(isOfAll(other), isOfAll(one)))
        .toList();
  }

  /** Whether a current problem affects every call. */
  boolean affectsEveryCall() {
    return open.values().stream().anyMatch(AccountProblems::isOfAll);
  }

  private static boolean isOfAll(AccountProblem problem) {
    return problem.cause().affectsEveryCall();
  }

  private boolean has(AccountProblemCause cause) {
    return open.values().stream().anyMatch(it -> it.cause() == cause);
  }

  /** Records a call that was refused. */
  public synchronized void refused(CallKind call, Diagnosis diagnosis, Instant at) {
    var after = new LinkedHashMap<>(open);
    if (diagnosis.cause().affectsEveryCall()) {
      // The cause concerns our identity, so the latest diagnosis holds for every kind of call.
      after.replaceAll((_, it) -> isOfAll(it) ? it.becomes(diagnosis, at) : it);
    }
    after.merge(
        call, new AccountProblem(call, diagnosis, at), (was, _) -> was.becomes(diagnosis, at));
    update(after, at);
  }

  /** Records a call that was accepted. */
  public void accepted(CallKind call, Instant at) {
    if (!open.isEmpty() || !otherAnswered.isEmpty()) {
      end(call, at);
    }
  }

  private synchronized void end(CallKind accepted, Instant at) {
    var after = new LinkedHashMap<>(open);
    after.remove(accepted);
    var ended = after.values().stream().filter(it -> endsBy(accepted, it)).toList();
    after.values().removeAll(ended);
    var newlyOverruled = new HashSet<>(otherAnswered);
    ended.forEach(it -> newlyOverruled.add(it.call()));
    newlyOverruled.remove(accepted);
    otherAnswered = Set.copyOf(newlyOverruled);
    update(after, at);
  }

  private boolean endsBy(CallKind accepted, AccountProblem problem) {
    return problem.isOverAfter(accepted)
        || (problem.seemsOverAfter(accepted) && !otherAnswered.contains(problem.call()));
  }

  private void update(Map<CallKind, AccountProblem> after, Instant at) {
    Collection<AccountProblem> before = open.values();
    open = after;
    AccountProblemLog.logChanges(before, after.values(), at);
  }
}
