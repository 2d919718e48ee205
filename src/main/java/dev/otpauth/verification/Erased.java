package dev.otpauth.verification;

import dev.otpauth.crm.ErasedContacts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an erasure.
 *
 * @param verifications how many verifications were erased
 * @param contacts the result for the number's contacts at the provider; null if they were not to be
 *     deleted
 */
public record Erased(int verifications, @Nullable ErasedContacts contacts) implements Outcome {

  @Override
  public String value() {
    return "erased";
  }

  @Override
  public @Nullable UUID requestId() {
    return null;
  }
}
