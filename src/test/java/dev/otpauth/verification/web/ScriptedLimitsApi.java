package dev.otpauth.verification.web;

import static dev.otpauth.ScriptedProvider.WRONG;

import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import dev.otpauth.provider.VerifyResult;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** {@link LimitsApi} with a scripted provider. */
@ServiceTest
abstract class ScriptedLimitsApi extends LimitsApi {

  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;

  @BeforeEach
  void freshWorld() {
    world.reset();
  }

  void wrongly(String id) {
    provider.answers(Call.VERIFY, new VerifyResult.Mismatched(OptionalInt.empty()));
    problem(confirm(id, WRONG), 422, "invalid_code", "remaining_attempts");
  }
}
