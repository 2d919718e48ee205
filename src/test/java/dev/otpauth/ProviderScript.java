package dev.otpauth;

import dev.otpauth.ScriptedProvider.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Scripts the results of the next calls of each kind, and counts the calls. */
final class ProviderScript {

  private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
  private final Map<Call, Deque<Function<Supplier<Object>, Object>>> reactions =
      new EnumMap<>(Call.class);

  /** Where nothing else is written, a call is answered with the truth. */
  synchronized void then(Call call, Function<Supplier<Object>, Object> reaction) {
    reactions.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(reaction);
  }

  synchronized void clear() {
    calls.clear();
    reactions.clear();
  }

  synchronized int calls(Call call) {
    return calls.getOrDefault(call, 0);
  }

  /** Reacts outside the lock: other calls go on meanwhile. */
  Object react(Call call, Supplier<Object> truth) {
    return next(call).apply(truth);
  }

  private synchronized Function<Supplier<Object>, Object> next(Call call) {
    calls.merge(call, 1, Integer::sum);
    var next = reactions.getOrDefault(call, new ArrayDeque<>()).poll();
    return next == null ? Supplier::get : next;
  }
}
