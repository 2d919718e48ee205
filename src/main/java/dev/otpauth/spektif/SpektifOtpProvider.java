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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The port's five operations in the field names of Spektif. */
@Component
final class SpektifOtpProvider implements OtpProvider {

  private final SpektifApi api;
  private final ProviderCalls calls;
  private final RequestEncoding encoding;
  private final List<PhoneNumber> senders;

  SpektifOtpProvider(SpektifApi api, ProviderCalls calls, SpektifProperties properties) {
    this.api = api;
    this.calls = calls;
    this.encoding = properties.requestEncoding();
    this.senders = properties.senders();
  }

  @Override
  public List<PhoneNumber> senders() {
    return senders;
  }

  @Override
  public SendResult send(PhoneNumber destination, PhoneNumber sender) {
    var fields = fields("mobile", destination.digits());
    fields.put("from_number", sender.digits());
    var form = encoding.encode(fields);
    return calls.make(
        new Asked(Operation.SEND, sender),
        () -> api.send(form.contentType(), form.bytes()),
        verdict -> SendAnswers.read(Operation.SEND, destination, verdict));
  }

  @Override
  public SendResult resend(Reference reference, PhoneNumber destination) {
    var form = encoding.encode(fields("reference_id", reference.value()));
    return calls.make(
        Asked.of(Operation.RESEND),
        () -> api.resend(form.contentType(), form.bytes()),
        verdict -> SendAnswers.read(Operation.RESEND, destination, verdict));
  }

  @Override
  public VerifyResult verify(Reference reference, PhoneNumber destination, OtpCode code) {
    var fields = fields("reference_id", reference.value());
    fields.put("otp_code", code.value());
    var form = encoding.encode(fields);
    return calls.make(
        Asked.of(Operation.VERIFY),
        () -> api.verify(form.contentType(), form.bytes()),
        verdict -> VerifyAnswers.read(reference, destination, verdict));
  }

  @Override
  public StatusResult status(Reference reference) {
    return calls.make(
        Asked.of(Operation.STATUS),
        () -> api.status(reference.value()),
        verdict -> QueryAnswers.status(reference, verdict));
  }

  @Override
  public HistoryResult history(HistoryQuery query) {
    var filters = filters(query);
    return calls.make(
        Asked.of(Operation.HISTORY),
        () -> api.history(filters),
        verdict -> QueryAnswers.history(query, verdict));
  }

  private static SequencedMap<String, String> fields(String name, String value) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(name, value);
    return fields;
  }

  private static MultiValueMap<String, String> filters(HistoryQuery query) {
    var filters = new LinkedMultiValueMap<String, String>();
    filters.add("page", Integer.toString(query.page()));
    filters.add("per_page", Integer.toString(query.perPage()));
    addNumber(filters, "from_number", query.sender());
    addNumber(filters, "destination_number", query.destination());
    if (query.status() != null) {
      filters.add("status", query.status().word());
    }
    return filters;
  }

  private static void addNumber(
      MultiValueMap<String, String> filters, String name, @Nullable PhoneNumber number) {
    if (number != null) {
      filters.add(name, number.digits());
    }
  }
}
