package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.Ports;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.Contact;
import dev.otpauth.provider.CrmCall.Content;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Media;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.spektif.UploadServer.BodyReader;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Files are streamed to the provider without being buffered, and failures on either side end the
 * call.
 */
class UploadTest {

  private static final int MIB = 1024 * 1024;
  private static final String SENT = RecordedBodies.file("message-200.json");

  private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

  private CrmProvider to(String url, String... settings) {
    contexts.add(SpektifSlice.start(url, settings));
    return contexts.getLast().getBean(CrmProvider.class);
  }

  @AfterEach
  void close() {
    contexts.forEach(ConfigurableApplicationContext::close);
  }

  private static CrmCall document(Media media) {
    return new CrmCall.SendMessage(SpektifTest.DESTINATION, null, new Content.Document(media));
  }

  private static Media media(String name, String type, InputStream content) {
    return new Media(name, type, OptionalLong.empty(), content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileArrivesWholeWhetherItsLengthIsKnownOrNot(boolean known) throws Exception {
    var digest = GeneratedFile.sha256();
    var file = new GeneratedFile(5L * MIB + 3);
    try (var sink =
        new UploadServer(
            request -> {
              var body = new FilePartDigest(request, digest);
              request.drain(body);
              request.answer(200, SENT);
            })) {
      var result = to(sink.url()).call(document(known ? file.known() : file.unknown()));

      assertThat(result).isInstanceOf(CrmResult.Done.class);
      var received = sink.await();
      assertThat(received).hasSize(1);
      assertThat(received.getFirst().head.toLowerCase(Locale.ROOT))
          .contains(known ? "content-length: " : "transfer-encoding: chunked")
          .doesNotContain(known ? "transfer-encoding" : "content-length")
          .contains("content-type: multipart/form-data; boundary=");
      assertThat(digest.digest()).isEqualTo(file.checksum());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart", "form", "json"})
  void bodyIsMultipartFieldsFirstWhateverTheEncodingIs(String encoding) throws Exception {
    var body = new StringBuilder();
    try (var sink =
        new UploadServer(
            request -> {
              request.drain((bytes, count) -> body.append(new String(bytes, 0, count, UTF_8)));
              request.answer(200, RecordedBodies.file("contact-store-200.json"));
            })) {
      var image =
          new Media(
              "a \"photo\"\r\nX: y.jpg",
              "image/jpeg",
              OptionalLong.of(3),
              new ByteArrayInputStream("JPG".getBytes(UTF_8)));
      var contact =
          new Contact("Budi", null, SpektifTest.DESTINATION, null, null, null, null, image);
      to(sink.url(), "spektif.request-encoding=" + encoding)
          .call(new CrmCall.CreateContact(contact));

      var head = sink.await().getFirst().head;
      var boundary = head.replaceAll("(?s).*boundary=(\\S+).*", "$1");
      assertThat(body.toString())
          .isEqualTo(
              """
              --%1$s
              Content-Disposition: form-data; name="firstname"

              Budi
              --%1$s
              Content-Disposition: form-data; name="mobile"

              6281234567890
              --%1$s
              Content-Disposition: form-data; name="profile_image"; filename="a %%22photo%%22X: y.jpg"
              Content-Type: image/jpeg

              JPG
              --%1$s--
              """
                  .formatted(boundary)
                  .replace("\n", "\r\n"));
    }
  }

  @Test
  void slowProviderSlowsTheReadingOfTheFile() throws Exception {
    var go = new CountDownLatch(1);
    var file = new GeneratedFile(100L * MIB);
    try (var sink =
        new UploadServer(
            request -> {
              go.await();
              request.drain(BodyReader.NOWHERE);
              request.answer(200, SENT);
            })) {
      var provider = to(sink.url());
      try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
        var call = calls.submit(() -> provider.call(document(file.known())));
        awaitStandstill(file);

        assertThat(file.read.get()).isLessThan(16L * MIB);
        go.countDown();
        assertThat(call.get()).isInstanceOf(CrmResult.Done.class);
        assertThat(file.read.get()).isEqualTo(100L * MIB);
      }
    }
  }

  private static void awaitStandstill(GeneratedFile file) {
    var before = new AtomicLong();
    Awaitility.await()
        .pollInterval(ofMillis(300))
        .until(() -> file.read.get() > 0 && before.getAndSet(file.read.get()) == file.read.get());
  }

  @Test
  void bugInReadingIsNotHiddenAndItsRequestIsNeverCompleted() throws Exception {
    try (var sink =
        new UploadServer(
            request -> {
              request.drain(BodyReader.NOWHERE);
              request.answer(200, SENT);
            })) {
      var media = new Media("a.pdf", "application/pdf", OptionalLong.empty(), new Buggy());

      assertThatThrownBy(() -> to(sink.url()).call(document(media))).hasMessage("a bug");
      assertThat(sink.await().getFirst().whole).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileThatFailsInTheMiddleIsNeverCompleted(boolean known) throws Exception {
    try (var sink =
        new UploadServer(
            request -> {
              request.drain(BodyReader.NOWHERE);
              request.answer(200, SENT);
            })) {
      var file = new SequenceInputStream(new GeneratedFile(3L * MIB), new Broken());
      var length = known ? OptionalLong.of(9L * MIB) : OptionalLong.empty();

      var result =
          to(sink.url()).call(document(new Media("a.pdf", "application/pdf", length, file)));

      assertThat(result).isEqualTo(new Unreachable(ofSeconds(2)));
      var received = sink.await();
      assertThat(received).hasSize(1);
      assertThat(received.getFirst().whole).isFalse();
      assertThat(AdapterMeters.calls(contexts.getLast(), "send_message", "aborted")).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void fileThatIsNotAsLongAsItWasSaidToBeIsNeverCompleted(int difference) throws Exception {
    try (var sink =
        new UploadServer(
            request -> {
              request.drain(BodyReader.NOWHERE);
              request.answer(200, SENT);
            })) {
      var said = OptionalLong.of(MIB + difference);
      var media = new Media("a.pdf", "application/pdf", said, new GeneratedFile(MIB));

      assertThat(to(sink.url()).call(document(media))).isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(sink.await()).hasSize(1).allSatisfy(it -> assertThat(it.whole).isFalse());
    }
  }

  @Test
  void answerThatComesBeforeTheEndIsTaken() throws Exception {
    var file = new GeneratedFile(100L * MIB);
    try (var sink =
        new UploadServer(
            request -> {
              request.in().readNBytes(100_000);
              request.answer(413, "<html>too large</html>");
              request.in().transferTo(OutputStream.nullOutputStream());
            })) {
      assertThat(to(sink.url()).call(document(file.known())))
          .isEqualTo(new Refused(Refused.Cause.OTHER));
      assertThat(sink.await()).hasSize(1);
      assertThat(file.read.get()).isLessThan(100L * MIB);
    }
  }

  @Test
  void providerThatTakesNothingIsGivenUpAndNothingIsSent() throws Exception {
    var over = new CountDownLatch(1);
    try (var sink = new UploadServer(request -> over.await())) {
      var provider = to(sink.url(), SpektifSlice.HASTY);
      var before = System.nanoTime();

      var result = provider.call(document(new GeneratedFile(99L * MIB).known()));

      over.countDown();
      assertThat(result).isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(ofSeconds(1), ofSeconds(5));
      assertThat(sink.await()).hasSize(1);
    }
  }

  @Test
  void providerThatHangsUpInTheMiddleHasNotGotIt() throws Exception {
    try (var sink = new UploadServer(request -> request.in().readNBytes(100_000))) {
      assertThat(to(sink.url()).call(document(new GeneratedFile(50L * MIB).known())))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(sink.await()).hasSize(1);
    }
  }

  @Test
  void silenceAfterTheWholeFileIsUnknownAndNotRepeated() throws Exception {
    try (var sink =
        new UploadServer(
            request -> {
              request.drain(BodyReader.NOWHERE);
              request.in().read();
            })) {
      assertThat(to(sink.url(), SpektifSlice.HASTY).call(document(new GeneratedFile(MIB).known())))
          .isEqualTo(Unknown.LOST);
      assertThat(sink.await()).hasSize(1).allSatisfy(it -> assertThat(it.whole).isTrue());
    }
  }

  @Test
  void uploadMayTakeLongerThanAnyTimeoutWhileItGoesOn() throws Exception {
    try (var sink =
        new UploadServer(
            request -> {
              request.drain(BodyReader.NOWHERE);
              request.answer(200, SENT);
            })) {
      var before = System.nanoTime();

      var result =
          to(sink.url(), SpektifSlice.HASTY)
              .call(document(media("a.pdf", "application/pdf", new Slow(8, 500))));

      assertThat(result).isInstanceOf(CrmResult.Done.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(ofSeconds(3));
      assertThat(sink.await()).hasSize(1);
    }
  }

  @Test
  void connectionThatIsRefusedIsTriedAgainAndTheFileIsNotRead() throws IOException {
    var file = new GeneratedFile(MIB);

    assertThat(to("http://127.0.0.1:" + Ports.free()).call(document(file.known())))
        .isEqualTo(new Unreachable(ofSeconds(2)));
    assertThat(file.read.get()).isZero();
    var retry = contexts.getLast().getBean(RetryRegistry.class).retry(ResilientExecutor.INSTANCE);
    assertThat(retry.getMetrics().getNumberOfFailedCallsWithRetryAttempt()).isOne();
  }

  @Test
  void twentyAtOnceArriveWhole() throws Exception {
    var digests = new ConcurrentHashMap<String, byte[]>();
    try (var sink =
        new UploadServer(
            request -> {
              var digest = GeneratedFile.sha256();
              request.drain(new FilePartDigest(request, digest));
              digests.put(HexFormat.of().formatHex(digest.digest()), new byte[0]);
              request.answer(200, SENT);
            })) {
      var provider = to(sink.url());
      var files = new ArrayList<GeneratedFile>();
      var calls = new ArrayList<Callable<CrmResult>>();
      for (int i = 0; i < 20; i++) {
        var file = new GeneratedFile((long) size() + i);
        files.add(file);
        calls.add(() -> provider.call(document(file.known())));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(threads.invokeAll(calls))
            .extracting(Future::resultNow)
            .allMatch(CrmResult.Done.class::isInstance);
      }

      assertThat(sink.await()).hasSize(20);
      assertThat(digests.keySet())
          .containsExactlyInAnyOrderElementsOf(
              files.stream().map(it -> HexFormat.of().formatHex(it.checksum())).toList());
    }
  }

  private static int size() {
    return Integer.getInteger("upload.mib", 2) * MIB;
  }

  /** Has one byte. */
  private static final class Buggy extends InputStream {
    private boolean read;

    @Override
    public int read() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public int read(byte[] buffer, int offset, int most) {
      if (read) {
        return read();
      }
      read = true;
      return 1;
    }
  }

  /** Fails at the first byte. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the caller hung up");
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      return read();
    }
  }

  /** Returns single bytes slowly. */
  private static final class Slow extends InputStream {

    private final int count;
    private final int millis;
    private int given;

    Slow(int count, int millis) {
      this.count = count;
      this.millis = millis;
    }

    @Override
    public int read() throws IOException {
      if (given++ == count) {
        return -1;
      }
      try {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return 'x';
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      var next = read();
      if (next == -1) {
        return -1;
      }
      into[offset] = (byte) next;
      return 1;
    }
  }
}
