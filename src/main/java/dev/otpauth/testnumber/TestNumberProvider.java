package dev.otpauth.testnumber;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.VerifyResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Simulates the provider for test numbers, and delegates everything else to it. */
final class TestNumberProvider implements OtpProvider {

  private static final Logger log = LoggerFactory.getLogger(TestNumberProvider.class);
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  private final OtpProvider provider;
  private final TestNumbers numbers;
  private final Clock clock;

  TestNumberProvider(OtpProvider provider, TestNumbers numbers, Clock clock) {
    this.provider = provider;
    this.numbers = numbers;
    this.clock = clock;
  }

  @Override
  public List<PhoneNumber> senders() {
    return provider.senders();
  }

  @Override
  public SendResult send(PhoneNumber destination, PhoneNumber sender) {
    if (!numbers.includes(destination)) {
      return provider.send(destination, sender);
    }
    logUse("send");
    return new SendResult.Accepted(numbers.newReference(destination), VALIDITY);
  }

  @Override
  public SendResult resend(Reference reference, PhoneNumber destination) {
    if (!TestNumbers.isTest(reference)) {
      return provider.resend(reference, destination);
    }
    logUse("resend");
    return new SendResult.Accepted(numbers.newReference(reference), VALIDITY);
  }

  @Override
  public VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code) {
    if (!TestNumbers.isTest(reference)) {
      return provider.verify(reference, destination, code);
    }
    logUse("verify");
    return numbers
        .accepts(reference, code)
        .<VerifyResult>map(
            right ->
                right
                    ? new VerifyResult.Matched(clock.instant())
                    : new VerifyResult.Mismatched(OptionalInt.empty()))
        .orElseGet(VerifyResult.Expired::new);
  }

  @Override
  public StatusResult status(Reference reference) {
    if (!TestNumbers.isTest(reference)) {
      return provider.status(reference);
    }
    var status = numbers.isLive(reference) ? OtpStatus.SENT : OtpStatus.EXPIRED;
    return new StatusResult.Found(
        new ReferenceState(reference, null, status, OptionalInt.empty(), null, null, null, null));
  }

  @Override
  public HistoryResult history(HistoryQuery query) {
    return provider.history(query);
  }

  private static void logUse(String operation) {
    log.atWarn().addKeyValue("operation", operation).log("A test number was used; nothing is sent");
  }
}
