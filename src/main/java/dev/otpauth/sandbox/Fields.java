package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of one request, whichever encoding carried them: query, form, multipart or JSON. What
 * is missing or malformed is a {@link Refusal#INVALID_FIELD} whose message names the field.
 */
final class Fields {

  private static final int MAX_JSON_BYTES = 64 * 1024;

  private final Function<String, Optional<String>> lookup;

  private Fields(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  static Fields of(HttpServletRequest request, JsonMapper mapper) throws IOException {
    var type = request.getContentType();
    if (!StringUtils.startsWithIgnoreCase(type, MediaType.APPLICATION_JSON_VALUE)) {
      return new Fields(name -> Optional.ofNullable(request.getParameter(name)));
    }
    try {
      var body = mapper.readTree(request.getInputStream().readNBytes(MAX_JSON_BYTES));
      return new Fields(name -> body.path(name).asStringOpt());
    } catch (JacksonException _) {
      throw Refusal.INVALID_FIELD.because("The body is not JSON.");
    }
  }

  Optional<String> optional(String name) {
    return lookup.apply(name).map(String::strip).filter(StringUtils::hasLength);
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> Refusal.INVALID_FIELD.because("The %s field is required.".formatted(name)));
  }

  Msisdn requiredNumber(String name) {
    return number(name, required(name));
  }

  Optional<Msisdn> optionalNumber(String name) {
    return optional(name).map(text -> number(name, text));
  }

  Optional<Status> optionalStatus(String name) {
    return optional(name).map(word -> Status.parse(word).orElseThrow(() -> malformed(name)));
  }

  int positive(String name, int fallback) {
    return optional(name).map(text -> positiveOf(name, text)).orElse(fallback);
  }

  private static int positiveOf(String name, String text) {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) == 0) {
      throw malformed(name);
    }
    return Integer.parseInt(text);
  }

  private static Msisdn number(String name, String text) {
    return Msisdn.parse(text).orElseThrow(() -> malformed(name));
  }

  private static Refusal.Rejected malformed(String name) {
    return Refusal.INVALID_FIELD.because("The %s field is not valid.".formatted(name));
  }
}
