package dev.otpauth.spektif;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unreachable;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import org.junit.jupiter.api.Test;

class UploadCapacityTest extends SpektifTest {

  private static CrmResult upload(CrmProvider provider) {
    var media = new Content.Document(new GeneratedFile(1_000).known());
    return provider.call(new CrmCall.SendMessage(DESTINATION, null, media));
  }

  @Test
  void uploadsHaveRoomOfTheirOwn() {
    try (var context =
        SpektifSlice.start(
            spektif.url(),
            "resilience4j.bulkhead.instances.spektif-uploads.max-concurrent-calls=1")) {
      spektif.acceptsSends();
      var provider = context.getBean(CrmProvider.class);
      var uploads = context.getBean(BulkheadRegistry.class).bulkhead("spektif-uploads");
      uploads.acquirePermission();

      assertThat(upload(provider)).isEqualTo(new Unreachable(ofSeconds(1)));
      assertThat(AdapterMeters.calls(context, "send_message", "bulkhead_full")).isOne();
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isInstanceOf(SendResult.Accepted.class);
      assertThat(spektif.asked("send_message")).isZero();
      assertThat(spektif.asked("send")).isOne();
    }
  }

  @Test
  void twentyUploadsFitBesideEverythingElse() {
    var uploads = context.getBean(BulkheadRegistry.class).bulkhead("spektif-uploads");

    assertThat(uploads.getBulkheadConfig().getMaxConcurrentCalls()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void whatMakesWhatsAppSendTakesAPermitOfMessages() {
    try (var narrow =
        SpektifSlice.start(
            spektif.url(),
            "resilience4j.ratelimiter.instances.spektif-messages.limit-for-period=1",
            "resilience4j.ratelimiter.instances.spektif-messages.limit-refresh-period=1h",
            "resilience4j.ratelimiter.instances.spektif-messages.timeout-duration=0")) {
      spektif.answers("send_message", 200, RecordedBodies.file("message-200.json"));
      spektif.answers("contact_store", 200, RecordedBodies.file("contact-store-200.json"));
      var provider = narrow.getBean(CrmProvider.class);

      assertThat(upload(provider)).isInstanceOf(CrmResult.Done.class);
      assertThat(provider.call(CrmCalls.of(Operation.SEND_TEMPLATE_MESSAGE)))
          .isInstanceOf(Unreachable.class);
      assertThat(provider.call(CrmCalls.of(Operation.CONTACT_STORE)))
          .isInstanceOf(CrmResult.Done.class);
      assertThat(spektif.requests()).hasSize(2);
    }
  }
}
