package dev.otpauth;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A scripted provider that keeps its own books: a response can be lost before or after the call was
 * executed, or be anything that the port allows. Its books show what was actually done.
 */
public class ScriptedProvider implements OtpProvider {

  /** What the books are kept by. */
  public enum Call {
    SEND,
    RESEND,
    VERIFY,
    STATUS,
    HISTORY
  }

  /** The right code of every message; any other is wrong. */
  public static final String RIGHT = "123456";

  public static final String WRONG = "654321";

  private static final int ATTEMPTS = 5;
  private static final PhoneNumber SENDER = new PhoneNumber("+628001234567");
  private static final PhoneNumber SECOND_SENDER = new PhoneNumber("+628001234568");

  private final Clock clock;
  private final Map<Reference, SentMessage> messages = new LinkedHashMap<>();
  private final ProviderScript script = new ProviderScript();

  public ScriptedProvider(Clock clock) {
    this.clock = clock;
  }

  /** The next call of that kind is processed, but its answer is lost. */
  public synchronized void losesAnswer(Call call) {
    script.then(
        call,
        truth -> {
          var _ = truth.get();
          return Unknown.LOST;
        });
  }

  /** The next call of that kind is lost before it is processed. */
  public synchronized void losesCall(Call call) {
    script.then(call, _ -> Unknown.LOST);
  }

  /** The next call of that kind is processed, and answered by an error that does not say so. */
  public synchronized void failsAfterwards(Call call) {
    script.then(
        call,
        truth -> {
          var _ = truth.get();
          return Unknown.ANSWERED;
        });
  }

  /** The next call of that kind is not processed, and answered by an error that does not say so. */
  public synchronized void failsBefore(Call call) {
    script.then(call, _ -> Unknown.ANSWERED);
  }

  /** The next call of that kind is answered so, and does nothing. */
  public synchronized void answers(Call call, Object answer) {
    script.then(call, _ -> answer);
  }

  /** While the next call of that kind is at the provider, something else happens. */
  public synchronized void meanwhile(Call call, Runnable event) {
    script.then(
        call,
        truth -> {
          event.run();
          return truth.get();
        });
  }

  /** While the next call of that kind is at the provider, something else happens; then this. */
  public synchronized void answersAfter(Call call, Runnable event, Object answer) {
    script.then(
        call,
        _ -> {
          event.run();
          return answer;
        });
  }

  public synchronized void forgetsEverything() {
    messages.clear();
  }

  public synchronized void reset() {
    messages.clear();
    script.clear();
  }

  /** How many calls of that kind arrived, lost ones included. */
  public synchronized int calls(Call call) {
    return script.calls(call);
  }

  /** Every message that was truly sent, oldest first. */
  public synchronized List<SentMessage> messages() {
    return List.copyOf(messages.values());
  }

  /** A message sent by somebody else through the same account. */
  public synchronized SentMessage foreignMessage(PhoneNumber destination, Instant createdAt) {
    var message = new SentMessage(destination, createdAt);
    messages.put(message.reference(), message);
    return message;
  }

  @Override
  public List<PhoneNumber> senders() {
    return List.of(SENDER, SECOND_SENDER);
  }

  @Override
  public SendResult send(PhoneNumber destination, PhoneNumber sender) {
    return (SendResult) react(Call.SEND, () -> sent(destination));
  }

  @Override
  public SendResult resend(Reference reference, PhoneNumber destination) {
    return (SendResult)
        react(
            Call.RESEND,
            () -> {
              var message = messages.get(reference);
              if (message == null) {
                return new Refused(Refused.Cause.REFERENCE);
              }
              message.becomes(OtpStatus.EXPIRED);
              return sent(message.destination());
            });
  }

  private synchronized SendResult sent(PhoneNumber destination) {
    var message = new SentMessage(destination, clock.instant());
    messages.put(message.reference(), message);
    return new SendResult.Accepted(message.reference(), Duration.ofMinutes(5));
  }

  @Override
  public VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code) {
    return (VerifyResult) react(Call.VERIFY, () -> verified(reference, code));
  }

  private synchronized VerifyResult verified(Reference reference, OtpCode code) {
    var message = messages.get(reference);
    if (message == null || !message.isOpen()) {
      return new VerifyResult.Expired();
    }
    message.attempted();
    if (code.value().equals(RIGHT)) {
      message.becomes(OtpStatus.VERIFIED);
      return new VerifyResult.Matched(clock.instant());
    }
    if (message.attempts() == ATTEMPTS) {
      message.becomes(OtpStatus.FAILED);
      return new VerifyResult.Exhausted();
    }
    return new VerifyResult.Mismatched(OptionalInt.of(ATTEMPTS - message.attempts()));
  }

  @Override
  public StatusResult status(Reference reference) {
    return (StatusResult)
        react(
            Call.STATUS,
            () -> {
              var message = messages.get(reference);
              return message == null
                  ? new Refused(Refused.Cause.REFERENCE)
                  : new StatusResult.Found(message.state());
            });
  }

  @Override
  public HistoryResult history(HistoryQuery query) {
    return (HistoryResult)
        react(
            Call.HISTORY,
            () -> {
              var entries = new ArrayList<ReferenceState>();
              for (var message : messages.values()) {
                if (query.destination() == null
                    || query.destination().equals(message.destination())) {
                  entries.add(message.state());
                }
              }
              return new HistoryResult.Page(entries, 1, 1, query.perPage(), entries.size());
            });
  }

  private Object react(Call call, Supplier<Object> truth) {
    return script.react(
        call,
        () -> {
          synchronized (this) {
            return truth.get();
          }
        });
  }
}
