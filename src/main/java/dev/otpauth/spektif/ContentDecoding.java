package dev.otpauth.spektif;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.springframework.http.HttpHeaders;

/**
 * Decompresses response bodies (gzip, deflate) that a server compressed without being asked.
 * Decompression stops at the size limit. A body that is not compressed as declared, or with an
 * unknown coding, is returned unchanged.
 */
final class ContentDecoding {

  private static final int MAX_CODINGS = 3;
  private static final int CHUNK = 8 * 1024;

  private ContentDecoding() {}

  /**
   * A decompressed body.
   *
   * @param isWhole false if it was cut at the limit or is damaged
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by no one
  record Decoded(byte[] bytes, boolean isWhole) {}

  static Decoded decode(HttpHeaders headers, byte[] body, int limit) {
    var decoded = new Decoded(body, true);
    var codings = codings(headers);
    if (codings.size() > MAX_CODINGS) {
      return decoded;
    }
    // Content-Encoding lists the codings in the order in which they were applied.
    for (var coding : codings.reversed()) {
      var next = decode(coding, decoded.bytes(), limit);
      decoded = new Decoded(next.bytes(), next.isWhole() && decoded.isWhole());
    }
    return decoded;
  }

  private static List<String> codings(HttpHeaders headers) {
    return headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream()
        .flatMap(it -> Arrays.stream(it.split(",", -1)))
        .map(it -> it.strip().toLowerCase(Locale.ROOT))
        .filter(it -> !it.isEmpty() && !it.equals("identity"))
        .toList();
  }

  private static Decoded decode(String coding, byte[] body, int limit) {
    return switch (coding) {
      case "gzip", "x-gzip" -> isGzip(body) ? unpacked(body, limit) : new Decoded(body, true);
      case "deflate" -> looksLikeJson(body) ? new Decoded(body, true) : unpacked(body, limit);
      default -> new Decoded(body, true);
    };
  }

  private static boolean isGzip(byte[] body) {
    return body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
  }

  private static boolean looksLikeJson(byte[] body) {
    return body.length == 0 || body[0] == '{';
  }

  private static Decoded unpacked(byte[] body, int limit) {
    var out = new ByteArrayOutputStream();
    try (var in = unpacking(body)) {
      var chunk = new byte[CHUNK];
      for (var read = in.read(chunk); read != -1; read = in.read(chunk)) {
        var room = limit - out.size();
        out.write(chunk, 0, Math.min(read, room));
        if (read > room) {
          return new Decoded(out.toByteArray(), false);
        }
      }
      return new Decoded(out.toByteArray(), true);
    } catch (IOException _) {
      return new Decoded(out.toByteArray(), false);
    }
  }

  private static InputStream unpacking(byte[] body) throws IOException {
    var in = new ByteArrayInputStream(body);
    if (isGzip(body)) {
      return new GZIPInputStream(in);
    }
    // Some servers omit the zlib header.
    var inflater = new Inflater(!isZlib(body));
    return new InflaterInputStream(in, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  private static boolean isZlib(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
  }
}
