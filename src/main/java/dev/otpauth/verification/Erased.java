package dev.otpauth.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an erasure ended.
 *
 * @param verifications how many there were; what else was kept about the number went with them
 */
public record Erased(int verifications) implements Outcome {

  @Override
  public String word() {
    return "erased";
  }

  @Override
  public @Nullable UUID requestId() {
    return null;
  }
}
