package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Generates schemas from our records with the JSON names, and marks components that are not
 * nullable as required. Swagger has its own Jackson, which does not use our configuration.
 */
class RecordResolver extends ModelResolver {

  private static final SnakeCaseStrategy WIRE = new SnakeCaseStrategy();

  RecordResolver(ObjectMapper mapper) {
    super(mapper.copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    openapi31(true);
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> schema = super.resolve(type, context, chain);
    var read = _mapper.constructType(type.getType()).getRawClass();
    Schema<?> defined = context.getDefinedModels().get(read.getSimpleName());
    if (read.isRecord() && defined != null) {
      for (var component : read.getRecordComponents()) {
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          require(defined, WIRE.translate(component.getName()));
        }
      }
    }
    return schema;
  }

  private static void require(Schema<?> schema, String name) {
    var required = schema.getRequired();
    if (required == null || !required.contains(name)) {
      schema.addRequiredItem(name);
    }
  }
}
