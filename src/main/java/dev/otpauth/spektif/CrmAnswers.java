package dev.otpauth.spektif;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmCall.ChangeStatus;
import dev.otpauth.provider.CrmCall.CreateContact;
import dev.otpauth.provider.CrmCall.DeleteContact;
import dev.otpauth.provider.CrmCall.GetConversation;
import dev.otpauth.provider.CrmCall.Paging;
import dev.otpauth.provider.CrmCall.SearchContacts;
import dev.otpauth.provider.CrmCall.SearchConversations;
import dev.otpauth.provider.CrmCall.SearchTemplates;
import dev.otpauth.provider.CrmCall.SendMessage;
import dev.otpauth.provider.CrmCall.SendTemplate;
import dev.otpauth.provider.CrmCall.UpdateContact;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Unknown;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Translates responses to contact and inbox calls into {@link CrmResult}s. */
final class CrmAnswers {

  private CrmAnswers() {}

  static OperationResponse<? extends CrmResult> read(
      CrmCall call, Operation operation, ClassifiedResponse classified) {
    var category = classified.category();
    var envelope = classified.envelope();
    return switch (category) {
      case ACCEPTED -> accepted(call, envelope.data());
      case INVALID ->
          new OperationResponse<>(new CrmResult.Invalid(envelope.sentences()), category);
      case CONFLICT ->
          new OperationResponse<>(new CrmResult.Conflict(envelope.sentences()), category);
      case NOT_FOUND -> new OperationResponse<>(new CrmResult.NotFound(), category);
      case THROTTLED,
          REFUSED_DESTINATION,
          REFUSED_REFERENCE,
          REFUSED_ACCOUNT,
          REFUSED_OTHER,
          LOST,
          MISMATCHED,
          EXPIRED,
          EXHAUSTED,
          NOT_SENT,
          ABORTED,
          BROKEN,
          MALFORMED,
          EXCEPTION,
          UNCERTAIN,
          UNCLASSIFIED,
          MAINTENANCE,
          WITHHELD,
          CIRCUIT_OPEN,
          RATE_LIMITED,
          BULKHEAD_FULL ->
          Failures.read(operation, classified);
    };
  }

  private static OperationResponse<CrmResult> accepted(CrmCall call, JsonNode data) {
    return switch (call) {
      case SearchContacts(var paging, _) -> page(paging, data, "contacts");
      case SearchConversations(var paging, _) -> page(paging, data, "conversation");
      case SearchTemplates(var paging) -> page(paging, data, "templates");
      case GetConversation _ -> data.isEmpty() ? unintelligible() : done(data);
      case CreateContact _,
          UpdateContact _,
          DeleteContact _,
          ChangeStatus _,
          SendMessage _,
          SendTemplate _ ->
          done(data);
    };
  }

  /** PHP serialises an empty object as an empty list. */
  private static OperationResponse<CrmResult> done(JsonNode data) {
    var beside = data.isEmpty() ? JsonNodeFactory.instance.objectNode() : data;
    return new OperationResponse<>(new CrmResult.Done(beside), ResponseCategory.ACCEPTED);
  }

  /** Reads a Laravel page, at the top level or nested, or a plain list. */
  private static OperationResponse<CrmResult> page(Paging paging, JsonNode data, String name) {
    var page = data.path(name).isMissingNode() ? data : data.path(name);
    var list = page.isArray() ? page : page.path("data");
    if (!list.isArray()) {
      return unintelligible();
    }
    var entries = List.copyOf(list.values());
    var numbers = PageNumbers.read(paging.page(), paging.perPage(), entries.size(), page);
    return new OperationResponse<>(
        new CrmResult.Listed(
            entries, numbers.page(), numbers.lastPage(), numbers.perPage(), numbers.total()),
        ResponseCategory.ACCEPTED);
  }

  private static OperationResponse<CrmResult> unintelligible() {
    return new OperationResponse<>(Unknown.ANSWERED, ResponseCategory.MALFORMED);
  }
}
