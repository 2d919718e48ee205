package dev.otpauth.chaos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** The replicas that are given calls, as a load balancer has them. */
final class LoadBalancer {

  private final List<VersionedReplica> members = new CopyOnWriteArrayList<>();

  void add(VersionedReplica member) {
    members.add(member);
  }

  void remove(VersionedReplica member) {
    members.remove(member);
  }

  List<VersionedReplica> all() {
    return List.copyOf(members);
  }

  VersionedReplica any() {
    return any(_ -> true);
  }

  /** One of those, by chance; there has to be one. */
  VersionedReplica any(Predicate<VersionedReplica> fit) {
    var fitting = members.stream().filter(fit).toList();
    return fitting.get(ThreadLocalRandom.current().nextInt(fitting.size()));
  }
}
