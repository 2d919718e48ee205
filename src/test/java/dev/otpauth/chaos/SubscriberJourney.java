package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.chaos.VersionHandovers.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's whole way: a code, a wrong guess, another code, the right one. Each call is made
 * at whichever replica comes up, and again with its key at whichever comes up then.
 */
final class SubscriberJourney {

  static final int MESSAGES = 2;
  static final int ATTEMPTS = 2;

  final Subscriber subject = Subscriber.of("upgrade");

  private final LoadBalancer rotation;
  private final ProviderRecords books;
  private final VersionHandovers crossings;
  private final List<Kept> kept = new ArrayList<>();
  private @Nullable VersionedReplica last;

  SubscriberJourney(LoadBalancer rotation, ProviderRecords books, VersionHandovers crossings) {
    this.rotation = rotation;
    this.books = books;
    this.crossings = crossings;
  }

  /** Fails at the first answer that is not the one there has to be. */
  void walk() {
    var phone = subject.phone();
    var id = keyed("202 sent", subject::request).requestId();
    var wrong = books.wrongCode(phone);
    var guess = keyed("422 invalid_code", it -> it.confirm(id, wrong));
    assertThat(guess.number("remaining_attempts")).isEqualTo(DeliveredMessage.MAX_ATTEMPTS - 1);
    keyed("202 sent", it -> it.resend(id));
    once("200 sent", it -> it.status(id));
    var right = books.code(phone);
    var token = keyed("200 verified", it -> it.confirm(id, right)).text("verification_token");
    once("409 already_verified", it -> it.confirm(id, right));
    if (!token.isEmpty()) {
      introspect(token);
    }
    assertThat(books.messagesTo(phone)).hasSize(MESSAGES);
    assertThat(books.attemptsOf(phone)).isEqualTo(ATTEMPTS);
  }

  private CallerResponse keyed(String expected, Function<CallerClient, CallerResponse> call) {
    var key = UUID.randomUUID().toString();
    var member = next();
    var answer = checked(expected, member, member.ask(call, key));
    var it = new Kept(member.version, key, call, answer);
    kept.add(it);
    repeat(it, rotation.any());
    return answer;
  }

  private void once(String expected, Function<CallerClient, CallerResponse> call) {
    var member = next();
    checked(expected, member, member.ask(call, ""));
  }

  private VersionedReplica next() {
    var member = rotation.any();
    if (last != null) {
      crossings.count(Kind.NEXT_CALL, last.version, member.version);
    }
    last = member;
    return member;
  }

  private void introspect(String token) {
    var issuer = kept.getLast().version();
    var member = rotation.any(it -> it.signsTokens);
    crossings.count(Kind.TOKEN, issuer, member.version);
    var answer = member.ask(it -> it.post("introspect", Map.of("token", token)), "");
    assertThat(answer.json().path("active").asBoolean()).as(answer.body()).isTrue();
  }

  /** Every keyed call once more: the answers are those of then. */
  void repeatAll(VersionedReplica member) {
    kept.forEach(it -> repeat(it, member));
  }

  private void repeat(Kept it, VersionedReplica member) {
    crossings.count(Kind.REPEAT, it.version(), member.version);
    var again = checked(it.answer().words(), member, member.ask(it.call(), it.key()));
    assertThat(again.body())
        .as("%s of %s, told by %s", it.answer().words(), it.version(), member)
        .isEqualTo(it.answer().body());
  }

  private static CallerResponse checked(
      String expected, VersionedReplica member, CallerResponse answer) {
    assertThat(answer.words()).as("at %s: %s", member, answer.body()).isEqualTo(expected);
    return ContractCheck.check(answer);
  }

  private record Kept(
      JarVersion version,
      String key,
      Function<CallerClient, CallerResponse> call,
      CallerResponse answer) {}
}
