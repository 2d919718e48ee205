package dev.otpauth.runtime;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.StringUtils;

/**
 * Checks PostgreSQL's JDBC URL before the driver sees it, since the driver quotes a malformed URL
 * in its exception.
 */
class DatabaseSettingsRule implements SettingsRule {

  static final String URL = "spring.datasource.url";
  static final String MIGRATIONS_URL = "spring.flyway.url";

  private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])?(?::\\d{1,5})?";
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:postgresql:(?://%1$s(?:,%1$s)*(?:/|$))?(?:[^/?%%@]|%%\\p{XDigit}{2})*"
                  .formatted(HOST)
              + "(?:\\?(?:[^%]|%\\p{XDigit}{2})*)?");

  /** Spring Boot's connection details from settings; the class is not public. */
  private static final String BOOT_CONNECTION_DETAILS = "PropertiesJdbcConnectionDetails";

  private final Environment environment;
  private final ListableBeanFactory beans;

  DatabaseSettingsRule(Environment environment, ListableBeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  @Override
  public String prefix() {
    return URL;
  }

  @Override
  public Optional<String> violation() {
    if (!isFromSettings()) {
      return Optional.empty();
    }
    var errors =
        Stream.of(violation(URL, true), violation(MIGRATIONS_URL, false))
            .flatMap(Optional::stream)
            .toList();
    return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", errors));
  }

  private Optional<String> violation(String setting, boolean required) {
    try {
      var url = environment.getProperty(setting);
      if (!StringUtils.hasText(url)) {
        return required ? Optional.of(setting + " is missing") : Optional.empty();
      }
      return FORM.matcher(url).matches()
          ? Optional.empty()
          : Optional.of(
              setting
                  + " must be a JDBC address of PostgreSQL, such as"
                  + " jdbc:postgresql://db:5432/otp, with user and password in settings of their"
                  + " own");
    } catch (PlaceholderResolutionException _) {
      return Optional.of(setting + " " + SettingErrorText.UNRESOLVED);
    }
  }

  /** Connection details from other sources, as in tests, are not checked. */
  private boolean isFromSettings() {
    return Stream.of(beans.getBeanNamesForType(JdbcConnectionDetails.class, true, false))
        .map(beans::getType)
        .allMatch(it -> it != null && it.getSimpleName().equals(BOOT_CONNECTION_DETAILS));
  }
}
