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
record Case(String name, String phone, String purpose) {

  private static final AtomicInteger count = new AtomicInteger();

  static Case of(String name) {
    return new Case(name, Phones.next(), "case-" + count.incrementAndGet());
  }

  Answer request(Caller caller) {
    return caller.request(phone, purpose);
  }

  Answer requestFrom(String sender, Caller caller) {
    var body = Map.of("mobile", phone, "purpose", purpose, "from_number", sender);
    return caller.post("request", body);
  }

  Answer requestAt(String clientIp, Caller caller) {
    return caller.post(
        "request", Map.of("mobile", phone, "purpose", purpose, "client_ip", clientIp));
  }

  /** A verification whose code was sent, with nothing in its way. */
  UUID begin(Caller caller) {
    var answer = request(caller);
    if (!answer.is(202, "sent")) {
      throw new AssertionError("%s could not begin: %s".formatted(name, answer.body()));
    }
    return answer.requestId();
  }

  /** The last verification that was begun. */
  Store.Row row(Store store) {
    var rows = rows(store);
    return rows.isEmpty() ? Store.Row.NONE : rows.getLast();
  }

  /** All that were begun, in that order. */
  List<Store.Row> rows(Store store) {
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
