package dev.otpauth.verification;

import dev.otpauth.crm.ErasedContacts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an erasure ended.
 *
 * @param verifications how many there were; what else was kept about the number went with them
 * @param contacts what became of the number's contacts at the provider; null where that was not
 *     asked for
 */
public record Erased(int verifications, @Nullable ErasedContacts contacts) implements Outcome {

  @Override
  public String word() {
    return "erased";
  }

  @Override
  public @Nullable UUID requestId() {
    return null;
  }
}
