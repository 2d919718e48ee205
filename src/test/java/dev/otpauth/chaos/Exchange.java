package dev.otpauth.chaos;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A request that waits to be processed, or not, and answered, or not. */
record Exchange(Request request, Books books, Wire wire) {

  /** Does what is asked. */
  Reply process() {
    return books.process(request);
  }

  /** An answer that looks like success, with nothing done. */
  Reply pretend() {
    return Reply.success(
        "otp_" + request.operation().name().toLowerCase(Locale.ROOT),
        Map.of("reference_id", "otp_" + UUID.randomUUID(), "expires_in", 300));
  }

  void answer(Reply reply) throws IOException {
    wire.answer(reply);
  }
}
