package dev.otpauth.spektif;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes tries at the provider and understands them; each tells whether there is an outage. */
@Component
final class ProviderExchanges {

  private static final int FIRST_SERVER_ERROR = 500;

  private final BlockingExchange line;
  private final ResponseClassifier classifier;
  private final Outages outages;

  ProviderExchanges(BlockingExchange line, ResponseClassifier classifier, Outages outages) {
    this.line = line;
    this.classifier = classifier;
    this.outages = outages;
  }

  /**
   * Makes one try; whatever goes wrong is a verdict, too.
   *
   * @param limit the longest it may take, as {@link BlockingExchange} counts it
   */
  ClassifiedResponse make(SpektifRequest request, Duration limit) {
    var reply = line.exchange(request, limit);
    var classified = classifier.classify(request.operation(), reply);
    return switch (reply) {
      case HttpResult.Aborted _ -> classified;
      case HttpResult.NoAnswer none -> failed(request, classified, none.outage());
      case HttpResult.Answer answer ->
          classified.category().isOutage() || classified.isPage()
              ? failed(
                  request,
                  classified,
                  cause(answer, classified.category()).seenBy(classified.detail()))
              : answered(request, classified);
    };
  }

  private ClassifiedResponse answered(SpektifRequest request, ClassifiedResponse classified) {
    outages.answered(request.operation(), classified.at());
    return classified;
  }

  private ClassifiedResponse failed(
      SpektifRequest request, ClassifiedResponse classified, Outage outage) {
    if (isOfThisCallAlone(request, outage.cause())) {
      return classified.ofThisCallAlone();
    }
    outages.failed(request.operation(), outage, classified.at());
    return classified;
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

  private static OutageCause cause(HttpResult.Answer answer, ResponseCategory category) {
    if (category == ResponseCategory.MAINTENANCE) {
      return OutageCause.MAINTENANCE;
    }
    if (category == ResponseCategory.EXCEPTION || category == ResponseCategory.UNPLACED) {
      return OutageCause.UNEXPLAINED_ERRORS;
    }
    if (category == ResponseCategory.NONSENSE) {
      return OutageCause.PAGE;
    }
    return answer.status() < FIRST_SERVER_ERROR
        ? OutageCause.BROKEN_ANSWER
        : OutageCause.SERVER_ERROR;
  }
}
