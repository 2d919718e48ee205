package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A file that is generated while it is sent, so that it needs no memory.
 *
 * @param beginning the first bytes in hex; all others are a pattern
 */
record GeneratedUpload(String field, String name, String type, long size, String beginning) {

  private static final HexFormat HEX = HexFormat.of();
  static final String PNG = "89504e470d0a1a0a";

  static GeneratedUpload of(String field, String name, long size) {
    return new GeneratedUpload(field, name, "application/octet-stream", size, "");
  }

  static GeneratedUpload png(String field, long size) {
    return new GeneratedUpload(field, "shop.png", "image/png", size, PNG);
  }

  /** A PNG that a browser can show: a drawing of a street. */
  static GeneratedUpload ofPicture(String field) throws IOException {
    var image = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(0x8ecae6), 0, 180, new Color(0xfdf0d5)));
    pen.fillRect(0, 0, 320, 180);
    for (var house = 0; house < 4; house++) {
      pen.setColor(new Color(house % 2 == 0 ? 0xe07a5f : 0x3d405b));
      pen.fillRect(20 + house * 75, 70 - house % 2 * 20, 60, 110);
      pen.setColor(new Color(0xf2cc8f));
      pen.fillRect(32 + house * 75, 90, 14, 18);
      pen.fillRect(54 + house * 75, 90, 14, 18);
    }
    pen.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return new GeneratedUpload(
        field, "shop.png", "image/png", bytes.size(), HEX.formatHex(bytes.toByteArray()));
  }

  BodyPublisher after(Map<String, String> fields) {
    var head =
        FieldEncoding.MULTIPART.write(fields).replace("--simulated--\r\n", "")
            + "--simulated\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                .formatted(field, name)
            + "Content-Type: %s\r\n\r\n".formatted(type);
    var parts = List.of(bytes(head), content(), bytes("\r\n--simulated--\r\n"));
    return BodyPublishers.ofInputStream(
        () -> new SequenceInputStream(Collections.enumeration(parts)));
  }

  String sha256() throws IOException, GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var in = content()) {
      var buffer = new byte[64 * 1024];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        digest.update(buffer, 0, n);
      }
    }
    return HEX.formatHex(digest.digest());
  }

  InputStream content() {
    return new Pattern(HEX.parseHex(beginning), size);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static final class Pattern extends InputStream {
    private final byte[] beginning;
    private final long size;
    private long at;

    private Pattern(byte[] beginning, long size) {
      this.beginning = beginning;
      this.size = size;
    }

    @Override
    public int read() {
      if (at == size) {
        return -1;
      }
      var next = at < beginning.length ? beginning[(int) at] : (byte) (at * 31 + (at >> 12));
      at++;
      return Byte.toUnsignedInt(next);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      var count = 0;
      for (int next; count < length && (next = read()) >= 0; count++) {
        buffer[offset + count] = (byte) next;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
