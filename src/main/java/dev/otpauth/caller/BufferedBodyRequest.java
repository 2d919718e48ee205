package dev.otpauth.caller;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MultiValueMap;

/** A request whose body has already been read into memory. */
final class BufferedBodyRequest extends HttpServletRequestWrapper {

  private static final FormHttpMessageConverter FORMS = new FormHttpMessageConverter();

  private final ServletInputStream body;
  private final Map<String, String[]> parameters;

  BufferedBodyRequest(HttpServletRequest request, byte[] body) throws IOException {
    super(request);
    this.body = new Body(new ByteArrayInputStream(body));
    this.parameters = parameters(request, body);
  }

  /**
   * Parses form parameters again, since the container cannot read them from a body that was already
   * read.
   */
  private static Map<String, String[]> parameters(HttpServletRequest request, byte[] body)
      throws IOException {
    var all = new LinkedHashMap<>(request.getParameterMap());
    if (isForm(request)) {
      form(body).forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
    }
    return all;
  }

  private static MultiValueMap<String, String> form(byte[] body) throws IOException {
    try {
      return FORMS.read(null, new Form(new ByteArrayInputStream(body)));
    } catch (IllegalArgumentException | HttpMessageNotReadableException e) {
      throw new IOException("malformed form", e);
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return parameters.get(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    var values = parameters.get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private record Form(InputStream getBody) implements HttpInputMessage {

    @Override
    public HttpHeaders getHeaders() {
      var headers = new HttpHeaders();
      headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
      return headers;
    }
  }

  private static final class Body extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("asynchronous reading is not supported");
    }
  }
}
