package dev.otpauth.chaos;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One subscriber in one scenario, found again by a purpose that no other has.
 *
 * @param name what is done to them
 */
record Subscriber(String name, String phone, String purpose) {

  private static final AtomicInteger count = new AtomicInteger();

  static Subscriber of(String name) {
    return new Subscriber(name, PhoneNumbers.next(), "case-" + count.incrementAndGet());
  }

  CallerResponse request(CallerClient caller) {
    return caller.request(phone, purpose);
  }

  CallerResponse requestFrom(String sender, CallerClient caller) {
    var body = Map.of("mobile", phone, "purpose", purpose, "from_number", sender);
    return caller.post("request", body);
  }

  CallerResponse requestAt(String clientIp, CallerClient caller) {
    return caller.post(
        "request", Map.of("mobile", phone, "purpose", purpose, "client_ip", clientIp));
  }

  /** A verification whose code was sent, with nothing in its way. */
  UUID begin(CallerClient caller) {
    var answer = request(caller);
    if (!answer.is(202, "sent")) {
      throw new AssertionError("%s could not begin: %s".formatted(name, answer.body()));
    }
    return answer.requestId();
  }

  /** The last verification that was begun. */
  StoredState.Row row(StoredState store) {
    var rows = rows(store);
    return rows.isEmpty() ? StoredState.Row.NONE : rows.getLast();
  }

  /** All that were begun, in that order. */
  List<StoredState.Row> rows(StoredState store) {
    try {
      return store.rows(List.of(purpose));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
