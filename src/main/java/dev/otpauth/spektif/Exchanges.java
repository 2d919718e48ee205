package dev.otpauth.spektif;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes tries at the provider and understands them; each tells whether there is an outage. */
@Component
final class Exchanges {

  private static final int FIRST_SERVER_ERROR = 500;

  private final SpektifLine line;
  private final ResponseClassifier classifier;
  private final Outages outages;

  Exchanges(SpektifLine line, ResponseClassifier classifier, Outages outages) {
    this.line = line;
    this.classifier = classifier;
    this.outages = outages;
  }

  /**
   * Makes one try; whatever goes wrong is a verdict, too.
   *
   * @param limit the longest it may take, as {@link SpektifLine} counts it
   */
  Verdict make(SpektifRequest request, Duration limit) {
    var reply = line.exchange(request, limit);
    var verdict = classifier.classify(request.operation(), reply);
    return switch (reply) {
      case Reply.Aborted _ -> verdict;
      case Reply.NoAnswer none -> failed(request, verdict, none.outage());
      case Reply.Answer answer ->
          verdict.meaning().isOutage() || verdict.isPage()
              ? failed(request, verdict, cause(answer, verdict.meaning()).seenBy(verdict.detail()))
              : answered(request, verdict);
    };
  }

  private Verdict answered(SpektifRequest request, Verdict verdict) {
    outages.answered(request.operation(), verdict.at());
    return verdict;
  }

  private Verdict failed(SpektifRequest request, Verdict verdict, Outage outage) {
    if (isOfThisCallAlone(request, outage.cause())) {
      return verdict.ofThisCallAlone();
    }
    outages.failed(request.operation(), outage, verdict.at());
    return verdict;
  }

  /**
   * Whether it says nothing of other calls: an upload is slow, or cut, for reasons of its own; and
   * WhatsApp refuses a message to this person or at this time, which the platform tells as any
   * other exception.
   */
  private static boolean isOfThisCallAlone(SpektifRequest request, OutageCause cause) {
    var ofTheMessage =
        request.operation().isMessageOfInbox() && cause == OutageCause.UNEXPLAINED_ERRORS;
    return ofTheMessage || (request.file() != null && !cause.isOfEveryCall());
  }

  private static OutageCause cause(Reply.Answer answer, Meaning meaning) {
    if (meaning == Meaning.MAINTENANCE) {
      return OutageCause.MAINTENANCE;
    }
    if (meaning == Meaning.EXCEPTION || meaning == Meaning.UNPLACED) {
      return OutageCause.UNEXPLAINED_ERRORS;
    }
    if (meaning == Meaning.NONSENSE) {
      return OutageCause.PAGE;
    }
    return answer.status() < FIRST_SERVER_ERROR
        ? OutageCause.BROKEN_ANSWER
        : OutageCause.SERVER_ERROR;
  }
}
