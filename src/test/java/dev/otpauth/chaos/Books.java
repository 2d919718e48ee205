package dev.otpauth.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider's own books: what it truly sent and counted. This is the truth. */
final class Books {

  private final List<Message> messages = new ArrayList<>();

  /** Does what is asked, and says so. */
  synchronized Reply process(Request request) {
    return switch (request.operation()) {
      case SEND -> sent("otp_sent", new Message(request.phone(), request.field("from_number")));
      case RESEND -> find(request).map(this::resent).orElseGet(Books::noSuchReference);
      case VERIFY ->
          find(request)
              .map(it -> it.check(request.field("otp_code")))
              .orElseGet(Books::noSuchReference);
      case STATUS ->
          find(request)
              .map(it -> Reply.success("otp_status", it.state()))
              .orElseGet(Books::noSuchReference);
      case HISTORY -> history(request);
    };
  }

  private Reply sent(String remark, Message message) {
    messages.addFirst(message);
    return Reply.success(remark, Map.of("reference_id", message.reference, "expires_in", 300));
  }

  private Reply resent(Message before) {
    before.invalidate();
    return sent("otp_resent", new Message(before.phone, before.sender));
  }

  private Optional<Message> find(Request request) {
    var reference = request.field("reference_id");
    return messages.stream().filter(it -> it.reference.equals(reference)).findFirst();
  }

  private static Reply noSuchReference() {
    return Reply.error(404, "not_found", null);
  }

  private Reply history(Request request) {
    var size = Integer.parseInt(request.field("per_page", "15"));
    var page = Integer.parseInt(request.field("page", "1"));
    var sender = request.field("from_number", "");
    var found =
        messages.stream()
            .filter(it -> request.phone().isEmpty() || it.phone.equals(request.phone()))
            .filter(it -> sender.isEmpty() || it.sender.equals(sender))
            .map(Message::state)
            .toList();
    var pages = Math.max(1, (found.size() + size - 1) / size);
    var pagination =
        Map.of("current_page", page, "last_page", pages, "per_page", size, "total", found.size());
    var shown = found.stream().skip((page - 1L) * size).limit(size).toList();
    return Reply.success("otp_history", Map.of("data", shown, "pagination", pagination));
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
  synchronized List<Message> messagesTo(String phone) {
    return messages.stream().filter(it -> it.phone.equals(phone)).toList();
  }

  /** The attempts counted for a phone, over all its references. */
  synchronized int attemptsOf(String phone) {
    return messagesTo(phone).stream().mapToInt(Message::attempts).sum();
  }

  synchronized boolean isVerified(String phone) {
    return messagesTo(phone).stream().anyMatch(Message::isVerified);
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
