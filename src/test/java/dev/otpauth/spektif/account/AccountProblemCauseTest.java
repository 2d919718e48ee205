package dev.otpauth.spektif.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountProblemCauseTest {

  @ParameterizedTest
  @EnumSource(AccountProblemCause.class)
  void everyCauseSaysWhatIsWrongAndWhatToDo(AccountProblemCause cause) {
    assertThat(Diagnosis.of(cause, "evidence").problem()).contains("evidence").contains(": ");
    assertThat(cause.tag()).matches("[a-z_]+");
  }

  @Test
  void somethingInFrontOfTheProviderIsNotAboutWhoWeAre() {
    assertThat(AccountProblemCause.IN_FRONT.isAuthentication()).isFalse();
  }
}
