package dev.otpauth.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;
import org.springframework.util.StreamUtils;

/**
 * Lists the known settings: the components of our {@code @ConfigurationProperties} records, from
 * the configuration metadata that the build generates. This includes records that are not used in
 * this start.
 */
final class SettingCatalogue {

  static final String BASE_PACKAGE = "dev.otpauth.";

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private final ConversionService conversion = ApplicationConversionService.getSharedInstance();
  private final List<SettingPath> paths = new ArrayList<>();

  /**
   * Returns the settings of all our records.
   *
   * @throws IllegalStateException if the metadata is missing
   */
  static KnownSettings ours() {
    return Ours.KNOWN;
  }

  private static KnownSettings find() {
    var catalogue = new SettingCatalogue();
    var groups = catalogue.groups();
    if (groups.isEmpty()) {
      throw new IllegalStateException(
          "The class path has no " + METADATA + " of ours: build with the annotation processor");
    }
    groups.forEach((type, prefix) -> catalogue.walk(SettingPath.of(prefix), type));
    return new KnownSettings(groups, catalogue.paths);
  }

  /**
   * Returns the records with their prefixes. Our metadata file comes first on the class path; only
   * that one is read.
   */
  private Map<Class<?>, String> groups() {
    var groups = new LinkedHashMap<Class<?>, String>();
    var loader = SettingCatalogue.class.getClassLoader();
    try {
      for (var file : Collections.list(loader.getResources(METADATA))) {
        try (var content = file.openStream()) {
          collect(StreamUtils.copyToString(content, StandardCharsets.UTF_8), groups);
        }
        if (!groups.isEmpty()) {
          return groups;
        }
      }
      return groups;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(String metadata, Map<Class<?>, String> groups) {
    var listed = JsonParserFactory.getJsonParser().parseMap(metadata).get("groups");
    if (listed instanceof Collection<?> entries) {
      for (var entry : entries) {
        collect((Map<?, ?>) entry, groups);
      }
    }
  }

  /** Skips nested groups, which come with their record. */
  private void collect(Map<?, ?> group, Map<Class<?>, String> groups) {
    if (group.get("sourceMethod") == null
        && group.get("type") instanceof String type
        && group.get("name") instanceof String name
        && type.startsWith(BASE_PACKAGE)) {
      groups.put(ClassUtils.resolveClassName(type, SettingCatalogue.class.getClassLoader()), name);
    }
  }

  private void walk(SettingPath prefix, Class<?> type) {
    for (var component : type.getRecordComponents()) {
      add(prefix.then(name(component)), ResolvableType.forType(component.getGenericType()));
    }
  }

  private static String name(RecordComponent component) {
    return DataObjectPropertyName.toDashedForm(component.getName());
  }

  private void add(SettingPath path, ResolvableType type) {
    var raw = type.toClass();
    if (Map.class.isAssignableFrom(raw)) {
      paths.add(path);
      add(path.then(SettingPath.KEY), type.asMap().getGeneric(1));
    } else if (Collection.class.isAssignableFrom(raw)) {
      paths.add(path);
      add(path.then(SettingPath.INDEX), type.asCollection().getGeneric(0));
    } else if (isGroup(raw)) {
      walk(path, raw);
    } else {
      paths.add(path);
    }
  }

  private boolean isGroup(Class<?> type) {
    return type.isRecord()
        && type.getName().startsWith(BASE_PACKAGE)
        && !conversion.canConvert(String.class, type);
  }

  private static final class Ours {

    static final KnownSettings KNOWN = find();
  }
}
