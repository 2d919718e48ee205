package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * Parses the parts of a form as they arrive; the last may be a file. Uses Tomcat's copy of Commons
 * FileUpload, since it streams, is already on the class path, and is patched together with Tomcat.
 */
final class FormParts {

  /** Not valid {@code multipart/form-data} (RFC 7578), or truncated. */
  static final FieldFault MALFORMED = FieldFault.invalid("body", "validation.multipart");

  private static final int MAX_PART_HEADER = 4 * 1024;

  private final FileUpload form = new FileUpload();
  private final String contentType;
  private final long contentLength;
  private final FormBytes bytes;
  private @Nullable FileItemIterator parts;
  private @Nullable FieldFault fault;

  /**
   * Creates a parser for the body.
   *
   * @param contentLength the length of the body in bytes; negative if unknown
   */
  FormParts(String contentType, long contentLength, InputStream body, Clock clock) {
    this.contentType = contentType;
    this.contentLength = contentLength;
    this.bytes = new FormBytes(body, clock);
    form.setHeaderEncoding(StandardCharsets.UTF_8.name());
    form.setPartHeaderSizeMax(MAX_PART_HEADER);
  }

  /** Returns the next part; empty after the last. */
  Optional<FileItemStream> next() throws IOException {
    return reading(
        () -> {
          var all = parts();
          return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
        });
  }

  private FileItemIterator parts() throws IOException {
    if (parts == null) {
      parts = form.getItemIterator(new Form(contentType, bytes));
    }
    return parts;
  }

  /** Reads the text of a part, always as UTF-8. */
  String text(FileItemStream part) throws IOException {
    return reading(() -> new String(part.openStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Returns the file of a part; it must be the last part. */
  Upload file(FileItemStream part, FileField field) throws IOException {
    var length = length();
    if (length.orElse(0) > field.maxBytes()) {
      throw stop(field.tooLarge());
    }
    bytes.enter(FormBytes.Region.FILE);
    var content = reading(() -> new UploadStream(this, field, length, part.openStream()));
    return new Upload(field, name(part), content);
  }

  private static String name(FileItemStream part) {
    try {
      return Optional.ofNullable(part.getName()).flatMap(FileName::of).orElse("");
    } catch (InvalidFileNameException _) {
      return "";
    }
  }

  /**
   * Computes the file's length: the rest of the body without the closing boundary and its line
   * breaks.
   */
  private OptionalLong length() throws IOException {
    if (contentLength < 0) {
      return OptionalLong.empty();
    }
    var closing = "\r\n--".length() + form.getBoundary(contentType).length + "--\r\n".length();
    var left = contentLength - bytes.position() - closing;
    if (left < 0) {
      throw stop(MALFORMED);
    }
    return OptionalLong.of(left);
  }

  /** Checks that nothing follows the file. */
  void end() throws IOException {
    bytes.enter(FormBytes.Region.END);
    var extraPart = next();
    if (extraPart.isPresent()) {
      var key = extraPart.get().isFormField() ? "validation.file.last" : "validation.file.one";
      throw stop(FieldFault.invalid(echoedName(extraPart.get().getFieldName()), key));
    }
    close();
  }

  /** Reads and ignores what follows the last part. */
  void close() throws IOException {
    reading(bytes::readAllBytes);
  }

  /**
   * Returns the field's name for the response if it may be one of our names; an arbitrary name is
   * not echoed.
   */
  static String echoedName(String field) {
    return field.matches("[a-z_]{1,32}") ? field : "body";
  }

  /** Why reading was stopped; null if it was not. */
  @Nullable FieldFault fault() {
    return fault;
  }

  /** Stops reading with that fault. */
  IOException stop(FieldFault why) {
    fault = why;
    return new IOException("the upload was rejected");
  }

  /** Runs a read, and records the fault if it fails. */
  <T> T reading(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (IOException e) {
      if (fault == null) {
        fault = bytes.fault().orElse(MALFORMED);
      }
      throw e;
    }
  }

  /** A read that may fail. */
  interface Reading<T> {
    T read() throws IOException;
  }

  private record Form(String getContentType, InputStream getInputStream) implements UploadContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long contentLength() {
      return -1;
    }
  }
}
