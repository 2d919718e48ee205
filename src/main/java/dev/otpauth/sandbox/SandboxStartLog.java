package dev.otpauth.sandbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Logs the page's address and the demo caller when the sandbox is ready. */
final class SandboxStartLog implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger log = LoggerFactory.getLogger(SandboxStartLog.class);

  private final Environment environment;

  SandboxStartLog(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    log.atInfo()
        .addKeyValue(
            "page", "http://localhost:" + environment.getProperty("local.server.port") + "/sandbox")
        .addKeyValue("caller", DemoCallerClient.ID)
        .log("The sandbox is ready: open its page, or call the API as its demo caller");
  }
}
