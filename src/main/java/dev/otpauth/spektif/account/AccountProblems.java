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
 * What the provider refuses our account for, until it accepts us again.
 *
 * <p>The kind of call that was refused ends its problem where it is accepted, and an accepted send
 * that of verifies and resends. Others may end it, too, but once: what comes back was not over.
 */
@Component
public final class AccountProblems {

  private volatile Map<CallKind, AccountProblem> open = Map.of();

  /** Whose problem another kind of call has ended, and whose own word is still to come. */
  private volatile Set<CallKind> overruled = Set.of();

  AccountProblems(MeterRegistry meters) {
    for (var cause : AccountProblemCause.values()) {
      Gauge.builder("spektif.account.trouble", this, it -> it.has(cause) ? 1 : 0)
          .description("Whether the provider refuses our account for this cause")
          .tag("cause", cause.tag())
          .register(meters);
    }
  }

  /** The problems there are now, those of every call first. */
  List<AccountProblem> current() {
    return open.values().stream()
        .sorted((one, other) -> Boolean.compare(isOfAll(other), isOfAll(one)))
        .toList();
  }

  /** Whether any other call would be refused as well. */
  boolean isOfEveryCall() {
    return open.values().stream().anyMatch(AccountProblems::isOfAll);
  }

  private static boolean isOfAll(AccountProblem problem) {
    return problem.cause().isOfEveryCall();
  }

  private boolean has(AccountProblemCause cause) {
    return open.values().stream().anyMatch(it -> it.cause() == cause);
  }

  /** The provider refused our account. */
  public synchronized void refused(CallKind call, Diagnosis diagnosis, Instant at) {
    var after = new LinkedHashMap<>(open);
    if (diagnosis.cause().isOfEveryCall()) {
      // We are who we are in every call: what is known last holds for those refused before.
      after.replaceAll((_, it) -> isOfAll(it) ? it.becomes(diagnosis, at) : it);
    }
    after.merge(
        call, new AccountProblem(call, diagnosis, at), (was, _) -> was.becomes(diagnosis, at));
    become(after, at);
  }

  /** The provider accepted a call. */
  public void accepted(CallKind call, Instant at) {
    if (!open.isEmpty() || !overruled.isEmpty()) {
      end(call, at);
    }
  }

  private synchronized void end(CallKind accepted, Instant at) {
    var after = new LinkedHashMap<>(open);
    after.remove(accepted);
    var ended = after.values().stream().filter(it -> endsBy(accepted, it)).toList();
    after.values().removeAll(ended);
    var doubtful = new HashSet<>(overruled);
    ended.forEach(it -> doubtful.add(it.call()));
    doubtful.remove(accepted);
    overruled = Set.copyOf(doubtful);
    become(after, at);
  }

  private boolean endsBy(CallKind accepted, AccountProblem problem) {
    return problem.isOverAfter(accepted)
        || (problem.seemsOverAfter(accepted) && !overruled.contains(problem.call()));
  }

  private void become(Map<CallKind, AccountProblem> after, Instant at) {
    Collection<AccountProblem> before = open.values();
    open = after;
    AccountProblemLog.tell(before, after.values(), at);
  }
}
