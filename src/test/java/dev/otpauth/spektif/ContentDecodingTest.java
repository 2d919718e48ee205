package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/** Tests responses that a provider or proxy compressed without being asked. */
class ContentDecodingTest extends SpektifTest {

  private static final int LIMIT = Operation.SEND.answerLimit();

  private static final String SENT = RecordedBodies.file("send-200.json");

  enum Coding {
    GZIP("gzip") {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    ZLIB("deflate") {
      @Override
      OutputStream over(OutputStream out) {
        return new DeflaterOutputStream(out);
      }
    },
    RAW_DEFLATE("deflate") {
      @Override
      OutputStream over(OutputStream out) {
        return new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
      }
    };

    private final String header;

    Coding(String header) {
      this.header = header;
    }

    abstract OutputStream over(OutputStream out) throws IOException;

    byte[] pack(byte[] body) throws IOException {
      var packed = new ByteArrayOutputStream();
      try (var out = over(packed)) {
        out.write(body);
      }
      return packed.toByteArray();
    }
  }

  private static Object ask(String coding, int status, byte[] body, boolean query)
      throws IOException {
    var head =
        "HTTP/1.1 %d X\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, coding, body.length)
            .getBytes(UTF_8);
    RawProvider.Script script =
        (_, wire) -> {
          wire.write(head);
          wire.write(body);
        };
    try (var raw = new RawProvider(script);
        var context = SpektifSlice.start(raw.url())) {
      var calls = context.getBean(OtpProvider.class);
      var result = query ? calls.history(FIRST_PAGE) : calls.send(DESTINATION, SENDER);
      assertThat(raw.requests)
          .allSatisfy(it -> assertThat(it).containsIgnoringCase("\r\naccept-encoding: identity\r"));
      return result;
    }
  }

  @ParameterizedTest
  @EnumSource(Coding.class)
  void compressedAnswerIsRead(Coding coding) throws IOException {
    assertThat(ask(coding.header, 200, coding.pack(SENT.getBytes(UTF_8)), false))
        .isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(Coding.class)
  void cutCompressedAnswerIsUnknown(Coding coding) throws IOException {
    var packed = coding.pack(SENT.getBytes(UTF_8));
    for (var missing : new int[] {1, 8, packed.length / 2, packed.length - 3}) {
      var cut = Arrays.copyOf(packed, packed.length - missing);

      assertThat(ask(coding.header, 200, cut, false))
          .as("%d missing", missing)
          .isEqualTo(Unknown.LOST);
    }
  }

  @ParameterizedTest
  @EnumSource(Coding.class)
  void whatComesOutIsLimited(Coding coding) throws IOException {
    var fits = Arrays.copyOf(SENT.getBytes(UTF_8), LIMIT);
    Arrays.fill(fits, SENT.length(), fits.length, (byte) ' ');
    var oneMore = Arrays.copyOf(fits, fits.length + 1);
    oneMore[fits.length] = ' ';

    assertThat(ask(coding.header, 200, coding.pack(fits), false))
        .isInstanceOf(SendResult.Accepted.class);
    assertThat(ask(coding.header, 200, coding.pack(oneMore), false)).isEqualTo(Unknown.LOST);
  }

  @Test
  void bombIsUnpackedNoFurtherThanTheLimit() throws IOException {
    var bomb = Coding.GZIP.pack(new byte[32 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(LIMIT);
    var headers = new HttpHeaders();
    headers.add("Content-Encoding", "gzip");

    var decoded = ContentDecoding.decode(headers, bomb, LIMIT);

    assertThat(decoded.isWhole()).isFalse();
    assertThat(decoded.bytes()).hasSize(LIMIT);
    assertThat(ask("gzip", 200, bomb, false)).isEqualTo(Unknown.LOST);
  }

  @Test
  void severalCodingsAreUndoneFromTheLastOn() throws IOException {
    var packed = Coding.GZIP.pack(Coding.ZLIB.pack(SENT.getBytes(UTF_8)));

    assertThat(ask("deflate, identity , GZip", 200, packed, false))
        .isInstanceOf(SendResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "none", ""})
  void answerThatIsOnlySaidToBeCompressedIsRead(String coding) throws IOException {
    assertThat(ask(coding, 200, SENT.getBytes(UTF_8), false))
        .isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void answerInACodingThatNobodyKnowsIsUnknown() throws IOException {
    var packed = Coding.GZIP.pack(SENT.getBytes(UTF_8));

    assertThat(ask("br", 200, packed, false)).isEqualTo(Unknown.LOST);
  }

  @Test
  void compressedQueryAndErrorAreRead() throws IOException {
    var history = RecordedBodies.file("history-200.json").getBytes(UTF_8);
    var error = RecordedBodies.error("validation_error").getBytes(UTF_8);

    assertThat(ask("gzip", 200, Coding.GZIP.pack(history), true))
        .isInstanceOf(HistoryResult.Page.class);
    assertThat(ask("gzip", 422, Coding.GZIP.pack(error), false))
        .isEqualTo(new Refused(Refused.Cause.OTHER));
  }

  @Test
  void statusThatDecidesAloneDoesSoWhateverTheBodyIs() throws IOException {
    var packed = Coding.GZIP.pack(RecordedBodies.file("unauthorized.json").getBytes(UTF_8));

    assertThat(ask("gzip", 401, Arrays.copyOf(packed, 20), false))
        .isEqualTo(new Refused(Refused.Cause.ACCOUNT));
  }
}
