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
 * The parts of a form, one after the other as they arrive; the last may be a file. Read by Tomcat's
 * copy of Commons FileUpload: it streams, it is there already, and is mended with Tomcat.
 */
final class FormParts {

  /** Not multipart/form-data as RFC 7578 has it, or cut off. */
  static final FieldFault MALFORMED = FieldFault.invalid("body", "validation.multipart");

  private static final int LONGEST_PART_HEAD = 4 * 1024;

  private final FileUpload form = new FileUpload();
  private final String contentType;
  private final long contentLength;
  private final FormBytes bytes;
  private @Nullable FileItemIterator parts;
  private @Nullable FieldFault fault;

  /**
   * Begins to read a form.
   *
   * @param contentLength of the body; negative where it is not known
   */
  FormParts(String contentType, long contentLength, InputStream body, Clock clock) {
    this.contentType = contentType;
    this.contentLength = contentLength;
    this.bytes = new FormBytes(body, clock);
    form.setHeaderEncoding(StandardCharsets.UTF_8.name());
    form.setPartHeaderSizeMax(LONGEST_PART_HEAD);
  }

  /** The next part; empty behind the last. */
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

  /** The text of a part, in UTF-8 whatever it says. */
  String text(FileItemStream part) throws IOException {
    return reading(() -> new String(part.openStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** The file of a part, from which on nothing else is expected. */
  Upload file(FileItemStream part, FileField field) throws IOException {
    var length = length();
    if (length.orElse(0) > field.mostBytes()) {
      throw stop(field.tooLarge());
    }
    bytes.nextIs(FormBytes.Region.FILE);
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
   * What is left of the body without what closes the form: the boundary between its line breaks, as
   * clients end it.
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

  /** Behind a file: nothing may come but the end of the body. */
  void end() throws IOException {
    bytes.nextIs(FormBytes.Region.END);
    var late = next();
    if (late.isPresent()) {
      var key = late.get().isFormField() ? "validation.file.last" : "validation.file.one";
      throw stop(FieldFault.invalid(told(late.get().getFieldName()), key));
    }
    close();
  }

  /** Behind the last part: whatever follows is not looked at. */
  void close() throws IOException {
    reading(bytes::readAllBytes);
  }

  /** Only what may be a name of ours is told: a mistake is not spread by its answer. */
  static String told(String field) {
    return field.matches("[a-z_]{1,32}") ? field : "body";
  }

  /** What stopped the reading; null where nothing did. */
  @Nullable FieldFault fault() {
    return fault;
  }

  /** From now on nothing is read. */
  IOException stop(FieldFault why) {
    fault = why;
    return new IOException("the upload was stopped");
  }

  /** Reads; whatever keeps it from that is known from then on. */
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

  /** Something that reads of the body. */
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
