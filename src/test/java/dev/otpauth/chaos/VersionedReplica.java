package dev.otpauth.chaos;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A replica of one version, and the calls it has not answered yet. */
final class VersionedReplica {

  final JarVersion version;
  final ReplicaProcess replica;
  final boolean signsTokens;
  private final AtomicInteger inFlight = new AtomicInteger();

  /**
   * A replica that serves.
   *
   * @param replica started with a key for tokens, which a version may not know of
   */
  VersionedReplica(JarVersion version, ReplicaProcess replica) {
    this.version = version;
    this.replica = replica.awaitReady();
    this.signsTokens = replica.login().get("/.well-known/jwks.json").status() == 200;
  }

  CallerResponse ask(Function<CallerClient, CallerResponse> call, String key) {
    inFlight.incrementAndGet();
    try {
      return call.apply(replica.login().keyed(key));
    } finally {
      inFlight.decrementAndGet();
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  @Override
  public String toString() {
    return version.value();
  }
}
