package dev.otpauth.spektif.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTest {

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseSaysWhatIsWrongAndWhatToDo(Cause cause) {
    assertThat(Diagnosis.of(cause, "evidence").problem()).contains("evidence").contains(": ");
    assertThat(cause.tag()).matches("[a-z_]+");
  }

  @Test
  void somethingInFrontOfTheProviderIsNotAboutWhoWeAre() {
    assertThat(Cause.IN_FRONT.isAuthentication()).isFalse();
  }
}
