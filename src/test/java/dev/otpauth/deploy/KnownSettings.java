package dev.otpauth.deploy;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be set: the settings that the service, Spring Boot and the libraries describe. Names are
 * compared by letters and digits alone, as those of the environment have nothing else.
 *
 * @param types the type of each
 */
record KnownSettings(Map<String, String> types) {

  static KnownSettings ofTheClassPath() throws IOException {
    var types = new HashMap<String, String>();
    for (var file : metadata()) {
      try (var content = file.openStream()) {
        JsonMapper.shared()
            .readTree(content)
            .path("properties")
            .forEach(
                it -> types.put(plain(it.path("name").asString()), it.path("type").asString("")));
      }
    }
    return new KnownSettings(types);
  }

  private static Iterable<URL> metadata() throws IOException {
    return Collections.list(
        KnownSettings.class
            .getClassLoader()
            .getResources("META-INF/spring-configuration-metadata.json"));
  }

  boolean has(String setting) {
    var name = plain(setting);
    return types.containsKey(name)
        || types.entrySet().stream()
            .anyMatch(it -> name.startsWith(it.getKey()) && holdsMore(it.getValue()));
  }

  private static boolean holdsMore(String type) {
    return type.startsWith("java.util.Map<") || type.startsWith("java.util.List<");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
