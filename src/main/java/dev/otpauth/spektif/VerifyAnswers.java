package dev.otpauth.spektif;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import java.util.OptionalInt;

/** Translates responses to verify. */
final class VerifyAnswers {

  private VerifyAnswers() {}

  static OperationResponse<? extends VerifyResult> read(
      Reference reference, PhoneNumber destination, ClassifiedResponse classified) {
    var category = classified.category();
    return switch (category) {
      case ACCEPTED -> matched(reference, destination, classified);
      case MISMATCHED -> mismatched(classified);
      case EXPIRED, LOST -> new OperationResponse<>(new VerifyResult.Expired(), category);
      case EXHAUSTED -> new OperationResponse<>(new VerifyResult.Exhausted(), category);
      case THROTTLED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          INVALID,
          CONFLICT,
          NOT_FOUND,
          NOT_SENT,
          ABORTED,
          UNCERTAIN,
          BROKEN,
          MALFORMED,
          EXCEPTION,
          UNCLASSIFIED,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          Failures.read(Operation.VERIFY, classified);
    };
  }

  private static OperationResponse<VerifyResult> matched(
      Reference reference, PhoneNumber destination, ClassifiedResponse classified) {
    var data = classified.envelope().data();
    var echo = data.path("reference_id");
    var other =
        !echo.isMissingNode()
            && !echo.isNull()
            && !LenientScalars.text(echo).filter(reference.value()::equals).isPresent();
    if (other || DestinationCheck.another(destination, data)) {
      // Not the response to this request, whose outcome is unknown.
      return new OperationResponse<>(Unknown.LOST, ResponseCategory.MALFORMED);
    }
    var at = ProviderTimes.read(data.path("verified_at"));
    return new OperationResponse<>(
        new VerifyResult.Matched(at == null ? classified.at() : at), ResponseCategory.ACCEPTED);
  }

  private static OperationResponse<VerifyResult> mismatched(ClassifiedResponse classified) {
    var remaining = LenientScalars.count(classified.envelope().data().path("remaining_attempts"));
    return remaining.equals(OptionalInt.of(0))
        ? new OperationResponse<>(new VerifyResult.Exhausted(), ResponseCategory.EXHAUSTED)
        : new OperationResponse<>(
            new VerifyResult.Mismatched(remaining), ResponseCategory.MISMATCHED);
  }
}
