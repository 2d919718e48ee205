package dev.otpauth.chaos;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A request that waits to be processed, or not, and answered, or not. */
record ProviderExchange(ProviderRequest request, ProviderRecords books, ProviderConnection wire) {

  /** Does what is asked. */
  ProviderReply process() {
    return books.process(request);
  }

  /** An answer that looks like success, with nothing done. */
  ProviderReply pretend() {
    return ProviderReply.success(
        "otp_" + request.operation().name().toLowerCase(Locale.ROOT),
        Map.of("reference_id", "otp_" + UUID.randomUUID(), "expires_in", 300));
  }

  void answer(ProviderReply reply) throws IOException {
    wire.answer(reply);
  }
}
