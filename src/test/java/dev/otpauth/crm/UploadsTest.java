package dev.otpauth.crm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.ScriptedCrmProvider;
import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import dev.otpauth.provider.Throttled;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Tests uploads through the container over real sockets. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.tomcat.connection-timeout=2s")
@ActiveProfiles("test")
@Import({TestDatabase.class, ServiceTest.Fakes.class})
@ExtendWith(OutputCaptureExtension.class)
class UploadsTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final byte[] BLOCK = Files.of(Files.PDF, MEBIBYTE);

  @LocalServerPort int port;
  @Autowired ScriptedCrmProvider provider;
  @Autowired ServiceTest.World world;

  private int begin;

  @BeforeEach
  void freshWorld(CapturedOutput output) {
    world.reset();
    begin = output.length();
  }

  /**
   * Sends the next mebibyte only after the provider has read the previous one, to show that nothing
   * is buffered.
   */
  @Test
  void aHundredMebibytesArriveWholeWhileTheyAreSent() throws Exception {
    var read = eachMebibyteRead();
    var head = head("document", "report.pdf");
    var digest = MessageDigest.getInstance("SHA-256");
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + (head.length + 100 * MEBIBYTE + Form.CLOSING.length));
      upload.send(head);
      for (var i = 0; i < 100; i++) {
        assertThat(i == 0 || read.tryAcquire(10, SECONDS)).as("%s MiB", i).isTrue();
        upload.send(BLOCK);
        digest.update(BLOCK);
      }
      upload.send(Form.CLOSING);
      assertThat(upload.answer()).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
    }
    var file = file();
    assertThat(file.isWhole()).isTrue();
    assertThat(file.size()).isEqualTo(100L * MEBIBYTE);
    assertThat(file.declared()).hasValue(100L * MEBIBYTE);
    assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  private Semaphore eachMebibyteRead() {
    var read = new Semaphore(0);
    var told = new long[1];
    // What closes the form may hold back the last few bytes of what was sent.
    provider.whileReading(
        size -> {
          while (told[0] + MEBIBYTE <= size + 4096) {
            told[0] += MEBIBYTE;
            read.release();
          }
        });
    return read;
  }

  @Test
  void anUploadOfUnknownLengthArrivesAndItsConnectionGoesOn() throws Exception {
    try (var upload = RawUpload.to(port)) {
      for (var i = 0; i < 2; i++) {
        upload.begin("Transfer-Encoding: chunked").chunk(head("document", "report.pdf"));
        upload.chunk(BLOCK).chunk(Form.CLOSING).lastChunk();
        assertThat(upload.answer()).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
      }
    }
    assertThat(provider.files())
        .hasSize(2)
        .allSatisfy(
            file -> {
              assertThat(file.isWhole()).isTrue();
              assertThat(file.declared()).isEmpty();
              assertThat(file.size()).isEqualTo(MEBIBYTE);
            });
  }

  @Test
  void whoeverHangsUpStopsTheProvidersRequest(CapturedOutput output) throws Exception {
    var head = head("document", "report.pdf");
    var read = eachMebibyteRead();
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + (head.length + 100 * MEBIBYTE)).send(head).send(BLOCK);
      assertThat(read.tryAcquire(10, SECONDS)).isTrue();
    }
    await().until(() -> !provider.files().isEmpty());
    assertThat(file().isWhole()).isFalse();
    assertThat(output.toString().substring(begin)).doesNotContain(" ERROR ", "Exception", "\tat ");
  }

  @Test
  void whoeverFallsSilentIsLeft() throws Exception {
    var head = head("document", "report.pdf");
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + (head.length + MEBIBYTE)).send(head).send(new byte[] {'%'});
      assertThat(upload.answer())
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"invalid_request\"", "Connection: close");
      assertThat(upload.isClosed()).isTrue();
    }
    assertThat(provider.calls()).isEmpty();
  }

  @Test
  void whoeverFallsSilentBehindTheFirstBytesIsLeft() throws Exception {
    var head = head("document", "report.pdf");
    try (var upload = RawUpload.to(port)) {
      upload.begin("Transfer-Encoding: chunked").chunk(head).chunk(BLOCK);
      assertThat(upload.answer())
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"invalid_request\"", "Connection: close");
      assertThat(upload.isClosed()).isTrue();
    }
    assertThat(file().isWhole()).isFalse();
  }

  @Test
  void aFileThatDeclaresTooMuchIsRefusedBeforeItIsSent() throws Exception {
    var head = head("document", "report.pdf");
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + (head.length + 100 * MEBIBYTE + 1 + Form.CLOSING.length));
      upload.send(head);
      assertThat(upload.answer())
          .startsWith("HTTP/1.1 413")
          .contains("\"field\":\"document\"", "at most 100 MiB", "Connection: close");
      assertThat(upload.isClosed()).isTrue();
    }
    assertThat(provider.calls()).isEmpty();
  }

  @Test
  void aFileThatTurnsOutTooLargeStopsBothSides() throws Exception {
    var block = Files.of(Files.MP4, MEBIBYTE);
    try (var upload = RawUpload.to(port)) {
      upload.begin("Transfer-Encoding: chunked").chunk(head("video", "film.mp4"));
      for (var i = 0; i < 16; i++) {
        upload.chunk(block);
      }
      upload.chunk(new byte[] {1});
      upload.chunk(Form.CLOSING);
      assertThat(upload.answer())
          .startsWith("HTTP/1.1 413")
          .contains("\"field\":\"video\"", "at most 16 MiB", "Connection: close");
      assertThat(upload.isClosed()).isTrue();
    }
    assertThat(file().isWhole()).isFalse();
    assertThat(file().size()).isLessThanOrEqualTo(16L * MEBIBYTE);
  }

  @Test
  void aFileOfTheGreatestSizeArrives() throws Exception {
    var block = Files.of(Files.MP4, MEBIBYTE);
    try (var upload = RawUpload.to(port)) {
      upload.begin("Transfer-Encoding: chunked").chunk(head("video", "film.mp4"));
      for (var i = 0; i < 16; i++) {
        upload.chunk(block);
      }
      upload.chunk(Form.CLOSING).lastChunk();
      assertThat(upload.answer()).startsWith("HTTP/1.1 200");
    }
    assertThat(file().isWhole()).isTrue();
    assertThat(file().size()).isEqualTo(16L * MEBIBYTE);
  }

  @Test
  void aFormWhoseLengthIsNotThatOfItsFileStopsTheProvidersRequest() throws Exception {
    var head = head("document", "report.pdf");
    for (var surplus : List.of("", "\r\nmore")) {
      provider.reset();
      var closing = ("\r\n--" + Form.BOUNDARY + "--" + surplus).getBytes(UTF_8);
      try (var upload = RawUpload.to(port)) {
        upload.begin("Content-Length: " + (head.length + MEBIBYTE + closing.length));
        upload.send(head).send(BLOCK).send(closing);
        assertThat(upload.answer())
            .startsWith("HTTP/1.1 400")
            .contains("\"field\":\"body\"", "line break after the closing boundary");
      }
      assertThat(file().isWhole()).isFalse();
    }
  }

  @Test
  void nobodysBodyIsAskedFor() throws IOException {
    for (var status : List.of("401 crm:wrong", "403 login:login-secret")) {
      try (var upload = RawUpload.to(port)) {
        upload.beginAs(status.substring(4), "Content-Length: 104857600", "Expect: 100-continue");
        assertThat(upload.answer())
            .startsWith("HTTP/1.1 " + status.substring(0, 3))
            .contains("Connection: close");
        assertThat(upload.isClosed()).isTrue();
      }
    }
  }

  @Test
  void whoeverAsksFirstIsToldToGoOn() throws IOException {
    var form = Form.toSomeone().file("image", "a.png", Files.of(Files.PNG, 100_000)).closed();
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + form.length, "Expect: 100-continue");
      assertThat(upload.answer()).startsWith("HTTP/1.1 100");
      upload.send(form);
      assertThat(upload.answer()).startsWith("HTTP/1.1 200");
    }
    assertThat(file().isWhole()).isTrue();
  }

  @Test
  void ofAnUploadThatTheProviderDoesNotWantTheRestIsNotRead() throws IOException {
    var head = head("document", "report.pdf");
    provider.answersUnread(new Throttled(Duration.ofSeconds(30)));
    try (var upload = RawUpload.to(port)) {
      upload.begin("Content-Length: " + (head.length + 100 * MEBIBYTE + Form.CLOSING.length));
      upload.send(head).send(BLOCK);
      assertThat(upload.answer())
          .startsWith("HTTP/1.1 429")
          .contains("Retry-After: 30", "Connection: close");
      assertThat(upload.isClosed()).isTrue();
    }
    assertThat(provider.files()).isEmpty();
  }

  private static byte[] head(String field, String name) {
    return Form.toSomeone().fileHead(field, "filename=\"%s\"".formatted(name)).begun();
  }

  private ScriptedCrmProvider.ReceivedFile file() {
    assertThat(provider.files()).hasSize(1);
    return provider.files().getFirst();
  }
}
