package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Checks the modules and their allowed dependencies. */
class ModulesTest {

  private final ApplicationModules modules = ApplicationModules.of(OtpAuthApplication.class);

  @Test
  void eachModuleUsesOnlyWhatItSaysItUses() {
    modules.verify();
  }

  @Test
  void theRoomsAreThese() {
    assertThat(modules.stream().map(ApplicationModule::getIdentifier).map(Object::toString))
        .containsExactlyInAnyOrder(
            "audit",
            "caller",
            "crm",
            "events",
            "idempotency",
            "openapi",
            "operations",
            "phone",
            "problem",
            "provider",
            "runtime",
            "sandbox",
            "spektif",
            "testnumber",
            "throttle",
            "token",
            "verification");
  }
}
