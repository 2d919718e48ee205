package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/**
 * A multipart body, read as a stream: files are neither held in memory nor written to disk. A body
 * of more than 128 MiB, 64 parts or 64 KiB of texts is a {@link ProviderError#BODY_TOO_LARGE}.
 */
final class MultipartBody {

  private static final long MAX_BYTES = 128L * 1024 * 1024;
  private static final int MAX_PARTS = 64;
  private static final int MAX_TEXT_BYTES = 64 * 1024;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, UploadedFile> uploads = new HashMap<>();
  private int textBytes;

  private MultipartBody() {}

  static boolean isIn(HttpServletRequest request) {
    return StringUtils.startsWithIgnoreCase(
        request.getContentType(), MediaType.MULTIPART_FORM_DATA_VALUE);
  }

  /** Reads the whole body; throws {@link IOException} if it is cut off or malformed. */
  static MultipartBody read(HttpServletRequest request) throws IOException {
    var reader = new FileUpload();
    reader.setSizeMax(MAX_BYTES);
    reader.setHeaderEncoding(UTF_8.name());
    var body = new MultipartBody();
    try {
      var parts = reader.getItemIterator(new ServletRequestContext(request));
      for (var count = 0; parts.hasNext(); count++) {
        if (count == MAX_PARTS) {
          throw ProviderError.BODY_TOO_LARGE.rejection();
        }
        body.add(parts.next());
      }
      return body;
    } catch (SizeException _) {
      throw ProviderError.BODY_TOO_LARGE.rejection();
    }
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, UploadedFile> uploads() {
    return uploads;
  }

  private void add(FileItemStream part) throws IOException {
    var field = Objects.requireNonNullElse(part.getFieldName(), "");
    try (var in = part.openStream()) {
      if (part.isFormField()) {
        var text = in.readNBytes(MAX_TEXT_BYTES + 1);
        textBytes += text.length;
        if (textBytes > MAX_TEXT_BYTES) {
          throw ProviderError.BODY_TOO_LARGE.rejection();
        }
        texts.put(field, new String(text, UTF_8));
        return;
      }
      var name = Objects.requireNonNullElse(part.getName(), "");
      var type =
          Objects.requireNonNullElse(
              part.getContentType(), MediaType.APPLICATION_OCTET_STREAM_VALUE);
      var upload = UploadedFile.read(name, type, in);
      if (!name.isEmpty() || upload.size() > 0) {
        uploads.put(field, upload);
      }
    }
  }
}
