package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.VerifyResult;
import java.util.List;
import org.springframework.stereotype.Component;

/** Implements the OTP port with Spektif. */
@Component
final class SpektifOtpProvider implements OtpProvider {

  private final ProviderCalls calls;
  private final List<PhoneNumber> senders;

  SpektifOtpProvider(ProviderCalls calls, SpektifProperties properties) {
    this.calls = calls;
    this.senders = properties.senders();
  }

  @Override
  public List<PhoneNumber> senders() {
    return senders;
  }

  @Override
  public SendResult send(PhoneNumber destination, PhoneNumber sender) {
    var request = SpektifRequest.to(Operation.SEND).with("mobile", destination).from(sender);
    return calls.make(
        request, classified -> SendAnswers.read(request.operation(), destination, classified));
  }

  @Override
  public SendResult resend(Reference reference, PhoneNumber destination) {
    var request = about(Operation.RESEND, reference);
    return calls.make(
        request, classified -> SendAnswers.read(request.operation(), destination, classified));
  }

  @Override
  public VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code) {
    return calls.make(
        about(Operation.VERIFY, reference).with("otp_code", code.value()),
        classified -> VerifyAnswers.read(reference, destination, classified));
  }

  @Override
  public StatusResult status(Reference reference) {
    return calls.make(
        about(Operation.STATUS, reference),
        classified -> QueryAnswers.status(reference, classified));
  }

  @Override
  public HistoryResult history(HistoryQuery query) {
    return calls.make(
        SpektifRequest.to(Operation.HISTORY)
            .with("page", query.page())
            .with("per_page", query.perPage())
            .with("from_number", query.sender())
            .with("destination_number", query.destination())
            .with("status", query.status() == null ? null : query.status().value()),
        classified -> QueryAnswers.history(query, classified));
  }

  private static SpektifRequest about(Operation operation, Reference reference) {
    return SpektifRequest.to(operation).with("reference_id", reference.value());
  }
}
