package dev.otpauth.chaos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** The replicas that are given calls, as a load balancer has them. */
final class Rotation {

  private final List<Member> members = new CopyOnWriteArrayList<>();

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    members.remove(member);
  }

  List<Member> all() {
    return List.copyOf(members);
  }

  Member any() {
    return any(_ -> true);
  }

  /** One of those, by chance; there has to be one. */
  Member any(Predicate<Member> fit) {
    var fitting = members.stream().filter(fit).toList();
    return fitting.get(ThreadLocalRandom.current().nextInt(fitting.size()));
  }
}
