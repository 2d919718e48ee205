package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a request in any encoding: query, form, multipart or JSON. A missing or malformed
 * field is a {@link ProviderError} whose message names it.
 */
final class RequestFields {

  private static final int MAX_JSON_BYTES = 64 * 1024;

  private final Function<String, Optional<String>> lookup;
  private final Map<String, UploadedFile> uploads;
  private final ProviderError invalid;

  private RequestFields(
      Function<String, Optional<String>> lookup,
      Map<String, UploadedFile> uploads,
      ProviderError invalid) {
    this.lookup = lookup;
    this.uploads = uploads;
    this.invalid = invalid;
  }

  /**
   * Reads a request.
   *
   * @param invalid the error for a missing or malformed field
   */
  static RequestFields of(HttpServletRequest request, JsonMapper mapper, ProviderError invalid)
      throws IOException {
    if (MultipartBody.isIn(request)) {
      return ofMultipart(request, invalid);
    }
    var type = request.getContentType();
    if (!StringUtils.startsWithIgnoreCase(type, MediaType.APPLICATION_JSON_VALUE)) {
      return new RequestFields(name -> parameter(request, name), Map.of(), invalid);
    }
    try {
      var body = mapper.readTree(request.getInputStream().readNBytes(MAX_JSON_BYTES));
      return new RequestFields(name -> body.path(name).asStringOpt(), Map.of(), invalid);
    } catch (JacksonException _) {
      throw invalid.because("The body is not JSON.");
    }
  }

  private static RequestFields ofMultipart(HttpServletRequest request, ProviderError invalid)
      throws IOException {
    try {
      var body = MultipartBody.read(request);
      return new RequestFields(
          name -> Optional.ofNullable(body.texts().get(name)).or(() -> parameter(request, name)),
          body.uploads(),
          invalid);
    } catch (FileUploadException _) {
      throw invalid.because("The body is not multipart.");
    }
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  Optional<UploadedFile> upload(String name) {
    return Optional.ofNullable(uploads.get(name));
  }

  Optional<String> optional(String name) {
    return lookup.apply(name).map(String::strip).filter(StringUtils::hasLength);
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(() -> invalid.because("The %s field is required.".formatted(name)));
  }

  Msisdn requiredNumber(String name) {
    return number(name, required(name));
  }

  Optional<Msisdn> optionalNumber(String name) {
    return optional(name).map(text -> number(name, text));
  }

  Optional<SimulatedOtpStatus> optionalStatus(String name) {
    return optional(name)
        .map(word -> SimulatedOtpStatus.parse(word).orElseThrow(() -> malformed(name)));
  }

  int positive(String name, int fallback) {
    return optional(name).map(text -> positiveOf(name, text)).orElse(fallback);
  }

  private int positiveOf(String name, String text) {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) == 0) {
      throw malformed(name);
    }
    return Integer.parseInt(text);
  }

  private Msisdn number(String name, String text) {
    return Msisdn.parse(text).orElseThrow(() -> malformed(name));
  }

  private ProviderError.RejectedException malformed(String name) {
    return invalid.because("The %s field is not valid.".formatted(name));
  }
}
