package dev.otpauth.spektif;

import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unknown;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the answers to status and history say. */
final class QueryAnswers {

  private QueryAnswers() {}

  static Reading<? extends StatusResult> status(Reference asked, Verdict verdict) {
    return verdict.meaning() == Meaning.ACCEPTED
        ? found(asked, verdict.envelope().data())
        : Failures.read(Operation.STATUS, verdict);
  }

  static Reading<? extends HistoryResult> history(HistoryQuery asked, Verdict verdict) {
    return verdict.meaning() == Meaning.ACCEPTED
        ? page(asked, verdict.envelope().data())
        : Failures.read(Operation.HISTORY, verdict);
  }

  private static Reading<StatusResult> found(Reference asked, JsonNode data) {
    return ReferenceStates.read(data)
        .filter(it -> it.reference().equals(asked))
        .map(it -> new Reading<StatusResult>(new StatusResult.Found(it), Meaning.ACCEPTED))
        .orElseGet(() -> new Reading<>(Unknown.ANSWERED, Meaning.NONSENSE));
  }

  private static Reading<HistoryResult> page(HistoryQuery asked, JsonNode data) {
    var list = data.isArray() ? data : data.path("data");
    if (!list.isArray()) {
      return new Reading<>(Unknown.ANSWERED, Meaning.NONSENSE);
    }
    var entries =
        list.values().stream()
            .filter(it -> mayBeAsked(asked, it))
            .map(ReferenceStates::read)
            .flatMap(Optional::stream)
            .toList();
    var numbers =
        PageNumbers.read(asked.page(), asked.perPage(), list.size(), data.path("pagination"));
    return new Reading<>(
        new HistoryResult.Page(
            entries, numbers.page(), numbers.lastPage(), numbers.perPage(), numbers.total()),
        Meaning.ACCEPTED);
  }

  /** The provider's filter is checked where the entry lets it be; illegible is nobody's number. */
  private static boolean mayBeAsked(HistoryQuery asked, JsonNode entry) {
    var destination = asked.destination();
    return destination == null
        ? !ReferenceStates.isIllegible(entry)
        : ReferenceStates.mayBeTo(destination, entry);
  }
}
