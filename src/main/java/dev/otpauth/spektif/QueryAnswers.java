package dev.otpauth.spektif;

import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unknown;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Translates responses to status and history queries. */
final class QueryAnswers {

  private QueryAnswers() {}

  static OperationResponse<? extends StatusResult> status(
      Reference reference, ClassifiedResponse classified) {
    return classified.category() == ResponseCategory.ACCEPTED
        ? found(reference, classified.envelope().data())
        : Failures.read(Operation.STATUS, classified);
  }

  static OperationResponse<? extends HistoryResult> history(
      HistoryQuery query, ClassifiedResponse classified) {
    return classified.category() == ResponseCategory.ACCEPTED
        ? page(query, classified.envelope().data())
        : Failures.read(Operation.HISTORY, classified);
  }

  private static OperationResponse<StatusResult> found(Reference reference, JsonNode data) {
    return ReferenceStates.read(data)
        .filter(it -> it.reference().equals(reference))
        .map(
            it ->
                new OperationResponse<StatusResult>(
                    new StatusResult.Found(it), ResponseCategory.ACCEPTED))
        .orElseGet(() -> new OperationResponse<>(Unknown.ANSWERED, ResponseCategory.MALFORMED));
  }

  private static OperationResponse<HistoryResult> page(HistoryQuery query, JsonNode data) {
    var list = data.isArray() ? data : data.path("data");
    if (!list.isArray()) {
      return new OperationResponse<>(Unknown.ANSWERED, ResponseCategory.MALFORMED);
    }
    var entries =
        list.values().stream()
            .filter(it -> matchesFilter(query, it))
            .map(ReferenceStates::read)
            .flatMap(Optional::stream)
            .toList();
    var numbers =
        PageNumbers.read(query.page(), query.perPage(), list.size(), data.path("pagination"));
    return new OperationResponse<>(
        new HistoryResult.Page(
            entries, numbers.page(), numbers.lastPage(), numbers.perPage(), numbers.total()),
        ResponseCategory.ACCEPTED);
  }

  /**
   * Checks the provider's filter by the entry's destination, if it has one; skips unreadable
   * destinations.
   */
  private static boolean matchesFilter(HistoryQuery query, JsonNode entry) {
    var destination = query.destination();
    return destination == null
        ? !ReferenceStates.isIllegible(entry)
        : ReferenceStates.mayBeTo(destination, entry);
  }
}
