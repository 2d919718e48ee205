package dev.otpauth.runtime;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The names of the settings that a connection used, each as the beginning of a sentence.
 *
 * @param ofMigrations whether Flyway made the connection; it may have its own role and URL
 */
record DatabaseSettings(Environment environment, boolean ofMigrations) {

  String url() {
    return named(
        ofMigrations && isSet("spring.flyway.url") ? "spring.flyway.url" : "spring.datasource.url");
  }

  String username() {
    return named(hasOwnRole() ? "spring.flyway.user" : "spring.datasource.username");
  }

  String password() {
    return named(passwordSetting());
  }

  boolean hasPassword() {
    return isSet(passwordSetting());
  }

  private String passwordSetting() {
    return hasOwnRole() ? "spring.flyway.password" : "spring.datasource.password";
  }

  private boolean hasOwnRole() {
    return ofMigrations && isSet("spring.flyway.user");
  }

  private boolean isSet(String setting) {
    return StringUtils.hasText(environment.getProperty(setting));
  }

  private static String named(String setting) {
    return "Setting %s (environment %s)"
        .formatted(setting, SettingPath.capitals(setting.replace("-", "")));
  }
}
