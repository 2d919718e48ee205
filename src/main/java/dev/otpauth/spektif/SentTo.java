package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unknown;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether an accepted send is about the number that was asked for, as far as its answer tells. */
final class SentTo {

  /** What the provider calls the number a code goes to, wherever it names it. */
  private static final Set<String> NAMES = Set.of("mobile", "destination_number");

  private SentTo() {}

  /** A reference that comes with another number is not ours: nobody knows what became of it. */
  static Reading<SendResult> checked(
      PhoneNumber destination, Verdict verdict, Reading<SendResult> read) {
    var data = verdict.envelope().data();
    var contradicted =
        read.result() instanceof SendResult.Accepted
            && NAMES.stream().anyMatch(it -> isAnother(destination, data.path(it)));
    return contradicted ? new Reading<>(Unknown.LOST, Meaning.NONSENSE) : read;
  }

  private static boolean isAnother(PhoneNumber destination, JsonNode echo) {
    return Scalars.text(echo).filter(destination::isContradictedBy).isPresent();
  }
}
