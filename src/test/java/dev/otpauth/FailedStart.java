package dev.otpauth;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;

/** Starts the service with settings that come before all others. */
public final class FailedStart {

  private FailedStart() {}

  /** Why it did not start; null where it did, and was stopped again. */
  public static @Nullable Throwable of(Map<String, Object> settings, String... profiles) {
    var application = new SpringApplication(OtpAuthApplication.class);
    application.setAdditionalProfiles(profiles);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", settings)));
    return catchThrowable(() -> application.run().close());
  }
}
