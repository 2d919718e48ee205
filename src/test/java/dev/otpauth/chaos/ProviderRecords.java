package dev.otpauth.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider's own books: what it truly sent and counted. This is the truth. */
final class ProviderRecords {

  private final List<DeliveredMessage> messages = new ArrayList<>();

  /** Does what is asked, and says so. */
  synchronized ProviderReply process(ProviderRequest request) {
    return switch (request.operation()) {
      case SEND ->
          sent("otp_sent", new DeliveredMessage(request.phone(), request.field("from_number")));
      case RESEND -> find(request).map(this::resent).orElseGet(ProviderRecords::noSuchReference);
      case VERIFY ->
          find(request)
              .map(it -> it.check(request.field("otp_code")))
              .orElseGet(ProviderRecords::noSuchReference);
      case STATUS ->
          find(request)
              .map(it -> ProviderReply.success("otp_status", it.state()))
              .orElseGet(ProviderRecords::noSuchReference);
      case HISTORY -> history(request);
    };
  }

  private ProviderReply sent(String remark, DeliveredMessage message) {
    messages.addFirst(message);
    return ProviderReply.success(
        remark, Map.of("reference_id", message.reference, "expires_in", 300));
  }

  private ProviderReply resent(DeliveredMessage before) {
    before.invalidate();
    return sent("otp_resent", new DeliveredMessage(before.phone, before.sender));
  }

  private Optional<DeliveredMessage> find(ProviderRequest request) {
    var reference = request.field("reference_id");
    return messages.stream().filter(it -> it.reference.equals(reference)).findFirst();
  }

  private static ProviderReply noSuchReference() {
    return ProviderReply.error(404, "not_found", null);
  }

  private ProviderReply history(ProviderRequest request) {
    var size = Integer.parseInt(request.field("per_page", "15"));
    var page = Integer.parseInt(request.field("page", "1"));
    var sender = request.field("from_number", "");
    var found =
        messages.stream()
            .filter(it -> request.phone().isEmpty() || it.phone.equals(request.phone()))
            .filter(it -> sender.isEmpty() || it.sender.equals(sender))
            .map(DeliveredMessage::state)
            .toList();
    var pages = Math.max(1, (found.size() + size - 1) / size);
    var pagination =
        Map.of("current_page", page, "last_page", pages, "per_page", size, "total", found.size());
    var shown = found.stream().skip((page - 1L) * size).limit(size).toList();
    return ProviderReply.success("otp_history", Map.of("data", shown, "pagination", pagination));
  }

  /** Whose code a reference is for; empty for none of ours. */
  synchronized String phoneOf(String reference) {
    return messages.stream()
        .filter(it -> it.reference.equals(reference))
        .map(it -> it.phone)
        .findFirst()
        .orElse("");
  }

  /** How many messages were sent in all. */
  synchronized int messages() {
    return messages.size();
  }

  /** The messages sent to a phone, the latest first. */
  synchronized List<DeliveredMessage> messagesTo(String phone) {
    return messages.stream().filter(it -> it.phone.equals(phone)).toList();
  }

  /** The attempts counted for a phone, over all its references. */
  synchronized int attemptsOf(String phone) {
    return messagesTo(phone).stream().mapToInt(DeliveredMessage::attempts).sum();
  }

  synchronized boolean isVerified(String phone) {
    return messagesTo(phone).stream().anyMatch(DeliveredMessage::isVerified);
  }

  /** The code that the subscriber holds. */
  String code(String phone) {
    return messagesTo(phone).getFirst().code;
  }

  /** A code that is not the one. */
  String wrongCode(String phone) {
    return "%06d".formatted((Integer.parseInt(code(phone)) + 1) % 1_000_000);
  }
}
