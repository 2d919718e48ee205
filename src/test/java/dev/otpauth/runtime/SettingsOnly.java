package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.AnnotationMetadata;

/** Starts the service only to check its settings: with Spring Boot, without other beans. */
public final class SettingsOnly {

  private final Class<?>[] more;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();

  private String[] profiles = {};

  private SettingsOnly(Class<?>... more) {
    this.more = more;
  }

  /** With the settings that the sandbox brings. */
  public static SettingsOnly sandbox(Class<?>... more) {
    var start = new SettingsOnly(more);
    start.profiles = new String[] {"sandbox"};
    start.properties.putAll(rightSettings());
    start.properties.keySet().removeIf(it -> !it.startsWith("otp.events."));
    start.properties.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:9/none");
    return start;
  }

  /** With settings that are right, from a property source. */
  public static SettingsOnly right(Class<?>... more) {
    var start = new SettingsOnly(more);
    start.properties.putAll(rightSettings());
    start.properties.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:9/none");
    return start;
  }

  /** The settings that a start needs, without a database's. */
  public static Map<String, Object> rightSettings() {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("server.port", 0);
    settings.put("spektif.base-url", "http://127.0.0.1:9/external-api");
    settings.put("spektif.client-id", "client");
    settings.put("spektif.client-secret", "secret-of-the-client");
    settings.put("spektif.from-number", "628001234567");
    settings.put("otp.clients[0].id", "login");
    settings.put("otp.clients[0].secret-sha256", "0".repeat(64));
    settings.put("otp.clients[0].authorities", "otp:verify");
    settings.put("otp.privacy.digest-key", "dGVzdC1kaWdlc3Qta2V5LW9mLTMyLWJ5dGVzLi4uLi4=");
    settings.put("otp.privacy.encryption-keys.k1", "dGVzdC1lbmNyeXB0aW9uLWtleS1vZi0zMi1ieXRlcy4=");
    settings.put("otp.privacy.active-key", "k1");
    settings.put("otp.events.endpoint", "https://events.example.com/otp");
    settings.put("otp.events.secrets", "whsec_dGVzdC13ZWJob29rLXNlY3JldC1vZi0zMi1ieXRlcy4=");
    return settings;
  }

  /** With another value, or one more. */
  public SettingsOnly with(String property, Object value) {
    properties.put(property, value);
    return this;
  }

  /** Without a setting, and all below it. */
  public SettingsOnly without(String property) {
    properties.keySet().removeIf(it -> it.startsWith(property));
    return this;
  }

  /** With an environment variable. */
  public SettingsOnly withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** What stopped the start, as it came out of Spring Boot; nothing where it went well. */
  public @Nullable Throwable failure() {
    var application = new SpringApplication(Start.class);
    application.addPrimarySources(List.of(more));
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setEnvironment(environment());
    application.setAdditionalProfiles(profiles);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", properties)));
    return catchThrowable(() -> application.run().close());
  }

  /** One that has these variables and none of the machine's. */
  private StandardEnvironment environment() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    // As application.yml has it for a context with a web server.
    var levels =
        Map.<String, Object>of(
            "logging.level." + AnnotationConfigApplicationContext.class.getName(), "error");
    environment.getPropertySources().addFirst(new MapPropertySource("levels", levels));
    return environment;
  }

  /** Not annotated as a configuration, so that no scan of the whole service finds it. */
  @Import({SettingsConfiguration.class, Groups.class, Guards.class})
  @ImportAutoConfiguration(ValidationAutoConfiguration.class)
  static class Start {}

  /** All groups of settings that are ours, as their modules ask for them. */
  @EnableConfigurationProperties
  static class Groups implements ImportBeanDefinitionRegistrar {

    @Override
    public void registerBeanDefinitions(AnnotationMetadata start, BeanDefinitionRegistry beans) {
      // Lazy: only the check reads them.
      SettingCatalogue.ours()
          .groups()
          .keySet()
          .forEach(
              it -> {
                var definition = new RootBeanDefinition(it);
                definition.setLazyInit(true);
                beans.registerBeanDefinition(it.getName(), definition);
              });
    }
  }

  /** The rules of the modules that have some. */
  static class Guards implements ImportBeanDefinitionRegistrar {

    @Override
    public void registerBeanDefinitions(AnnotationMetadata start, BeanDefinitionRegistry beans) {
      for (var guard :
          List.of(
              "caller.CallerSettingsRule", "caller.IssuerSettingsRule", "phone.KeySettingsRule")) {
        var definition = new RootBeanDefinition();
        definition.setBeanClassName("dev.otpauth." + guard);
        definition
            .getConstructorArgumentValues()
            .addGenericArgumentValue(new RuntimeBeanReference("environment"));
        beans.registerBeanDefinition(guard, definition);
      }
    }
  }
}
