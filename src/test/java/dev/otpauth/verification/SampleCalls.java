package dev.otpauth.verification;

import static dev.otpauth.ScriptedProvider.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.Replies;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes concurrent calls of one caller for consecutive numbers. */
record SampleCalls(OtpVerifications verifications) {

  /** Starts them all at once. */
  List<UUID> started(int from, int to) throws Exception {
    var outcomes = ConcurrentCalls.make(requests(from, to));
    assertThat(outcomes).hasOnlyElementsOfType(Started.class);
    return outcomes.stream().map(it -> ((Started) it).verification().requestId()).toList();
  }

  List<Callable<RequestOutcome>> requests(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::request).toList();
  }

  Callable<RequestOutcome> request(int number) {
    return requestFrom(null, number);
  }

  Callable<RequestOutcome> requestFrom(@Nullable InetAddress address, int number) {
    return () -> Replies.outcome(verifications.request(of(number, address), null));
  }

  Callable<Reply<RequestOutcome>> request(int number, IdempotentCall<RequestOutcome> key) {
    return () -> verifications.request(of(number, null), key);
  }

  private static RequestOtp of(int number, @Nullable InetAddress address) {
    var mobile = new PhoneNumber("+62812340%05d".formatted(number));
    return new RequestOtp("login", mobile, "login", address, null);
  }

  /** Confirms them all at once, with the right code. */
  List<ConfirmOutcome> confirmed(List<UUID> ids) throws Exception {
    return ConcurrentCalls.make(ids.stream().map(id -> confirm(id, null)).toList());
  }

  Callable<ConfirmOutcome> confirm(UUID id, @Nullable PhoneNumber mobile) {
    var confirm = new ConfirmOtp("login", id, new OtpCode(RIGHT), null, mobile);
    return () -> Replies.outcome(verifications.confirm(confirm, null));
  }
}
