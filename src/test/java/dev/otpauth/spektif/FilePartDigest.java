package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.otpauth.spektif.UploadServer.BodyReader;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Computes the digest of the file in a multipart body. */
final class FilePartDigest implements BodyReader {

  private final MessageDigest digest;
  private final int tail;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] held = {};
  private boolean inFile;

  FilePartDigest(UploadServer.Request request, MessageDigest digest) {
    this.digest = digest;
    var boundary = request.header("content-type").orElseThrow().replaceAll(".*boundary=", "");
    this.tail = ("\r\n--" + boundary + "--\r\n").length();
  }

  @Override
  public void take(byte[] bytes, int count) {
    var more = Arrays.copyOf(bytes, count);
    if (!inFile) {
      head.writeBytes(more);
      var text = head.toString(ISO_8859_1);
      var type = text.indexOf("Content-Type: application/pdf\r\n\r\n");
      if (type < 0) {
        return;
      }
      inFile = true;
      var from = text.indexOf("\r\n\r\n", type) + 4;
      more = Arrays.copyOfRange(head.toByteArray(), from, head.size());
    }
    // The end of the body is no part of the file.
    var all = Arrays.copyOf(held, held.length + more.length);
    System.arraycopy(more, 0, all, held.length, more.length);
    var ready = Math.max(0, all.length - tail);
    digest.update(all, 0, ready);
    held = Arrays.copyOfRange(all, ready, all.length);
  }
}
