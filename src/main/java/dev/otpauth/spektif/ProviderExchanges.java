package dev.otpauth.spektif;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Makes single tries, classifies them and reports them to {@link Outages}. */
@Component
final class ProviderExchanges {

  private static final int FIRST_SERVER_ERROR = 500;

  private final BlockingExchange exchanger;
  private final ResponseClassifier classifier;
  private final Outages outages;

  ProviderExchanges(BlockingExchange exchanger, ResponseClassifier classifier, Outages outages) {
    this.exchanger = exchanger;
    this.classifier = classifier;
    this.outages = outages;
  }

  /**
   * Makes one try and returns its classified result; never throws.
   *
   * @param limit the maximum duration, see {@link BlockingExchange}
   */
  ClassifiedResponse make(SpektifRequest request, Duration limit) {
    var result = exchanger.exchange(request, limit);
    var classified = classifier.classify(request.operation(), result);
    return switch (result) {
      case HttpResult.Aborted _ -> classified;
      case HttpResult.NoAnswer none -> failed(request, classified, none.outage());
      case HttpResult.Answer answer ->
          classified.category().isOutage() || classified.isPage()
              ? failed(
                  request,
                  classified,
                  cause(answer, classified.category()).withEvidence(classified.detail()))
              : answered(request, classified);
    };
  }

  private ClassifiedResponse answered(SpektifRequest request, ClassifiedResponse classified) {
    outages.answered(request.operation(), classified.at());
    return classified;
  }

  private ClassifiedResponse failed(
      SpektifRequest request, ClassifiedResponse classified, Outage outage) {
    if (isCallSpecific(request, outage.cause())) {
      return classified.asCallSpecific();
    }
    outages.failed(request.operation(), outage, classified.at());
    return classified;
  }

  /**
   * Whether the failure concerns this call alone: an upload may be slow or cut for its own reasons,
   * and the platform answers with an exception when WhatsApp refuses a message to this person or at
   * this time.
   */
  private static boolean isCallSpecific(SpektifRequest request, OutageCause cause) {
    var ofTheMessage =
        request.operation().isMessageOfInbox() && cause == OutageCause.UNEXPLAINED_ERRORS;
    return ofTheMessage || (request.file() != null && !cause.affectsEveryCall());
  }

  private static OutageCause cause(HttpResult.Answer answer, ResponseCategory category) {
    if (category == ResponseCategory.MAINTENANCE) {
      return OutageCause.MAINTENANCE;
    }
    if (category == ResponseCategory.EXCEPTION || category == ResponseCategory.UNCLASSIFIED) {
      return OutageCause.UNEXPLAINED_ERRORS;
    }
    if (category == ResponseCategory.MALFORMED) {
      return OutageCause.PAGE;
    }
    return answer.status() < FIRST_SERVER_ERROR
        ? OutageCause.BROKEN_ANSWER
        : OutageCause.SERVER_ERROR;
  }
}
