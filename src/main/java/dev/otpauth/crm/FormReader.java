package dev.otpauth.crm;

import dev.otpauth.problem.FieldFault;
import dev.otpauth.problem.InvalidField;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code multipart/form-data} into the same bodies as JSON, up to the file, whose bytes are
 * read during the call. Spring's multipart support would store files on disk first.
 */
final class FormReader extends AbstractHttpMessageConverter<UploadBody> {

  private final JsonMapper mapper;
  private final Clock clock;

  FormReader(JsonMapper json, Clock clock) {
    super(MediaType.MULTIPART_FORM_DATA);
    // A form field with a number is text.
    this.mapper = json.rebuild().enable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();
    this.clock = clock;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return UploadBody.class.isAssignableFrom(type);
  }

  @Override
  protected UploadBody readInternal(Class<? extends UploadBody> type, HttpInputMessage form)
      throws IOException {
    var fields = fields(form);
    try {
      return mapper.treeToValue(fields, type);
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException("the form does not match the body", e, form);
    }
  }

  private ObjectNode fields(HttpInputMessage form) throws IOException {
    var headers = form.getHeaders();
    var contentType = Objects.requireNonNull(headers.getFirst(HttpHeaders.CONTENT_TYPE));
    var parts = new FormParts(contentType, headers.getContentLength(), form.getBody(), clock);
    try {
      return fields(parts);
    } catch (IOException _) {
      throw new InvalidField(Objects.requireNonNullElse(parts.fault(), FormParts.MALFORMED));
    }
  }

  private ObjectNode fields(FormParts parts) throws IOException {
    var fields = mapper.createObjectNode();
    for (var next = parts.next(); next.isPresent(); next = parts.next()) {
      var part = next.get();
      var name = part.getFieldName();
      if (fields.has(name)) {
        throw new InvalidField(FieldFault.invalid(FormParts.echoedName(name), "validation.once"));
      }
      if (part.isFormField()) {
        fields.put(name, parts.text(part));
        continue;
      }
      var field = FileField.of(name);
      if (field.isEmpty()) {
        // An array, which no text field accepts, so that validation reports the field.
        fields.putArray(name);
        return fields;
      }
      fields.putPOJO(name, parts.file(part, field.get()));
      return fields;
    }
    if (fields.isEmpty()) {
      throw parts.stop(FormParts.MALFORMED);
    }
    parts.close();
    return fields;
  }

  @Override
  protected boolean canWrite(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected void writeInternal(UploadBody body, HttpOutputMessage output) {
    throw new UnsupportedOperationException("responses are JSON");
  }
}
