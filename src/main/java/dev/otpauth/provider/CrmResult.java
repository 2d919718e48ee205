package dev.otpauth.provider;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The result of a contact or inbox call. {@link Unreachable} includes every transient failure of a
 * query. {@link Unknown} is an unintelligible response to a query; for any other call it means that
 * the call may have been executed. {@code toString()} shows nothing that the provider wrote.
 */
public sealed interface CrmResult
    permits CrmResult.Done,
        CrmResult.Listed,
        CrmResult.Invalid,
        CrmResult.Conflict,
        CrmResult.NotFound,
        Failure {

  /**
   * The call succeeded.
   *
   * @param data the provider's data, unchanged; an empty object if there is none
   */
  record Done(JsonNode data) implements CrmResult {
    @Override
    public String toString() {
      return "Done";
    }
  }

  /** One page, its entries unchanged. Pages count from 1. */
  record Listed(List<JsonNode> entries, int page, int lastPage, int perPage, long total)
      implements CrmResult {
    public Listed {
      entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
      return "Listed[" + entries.size() + " entries]";
    }
  }

  /** Nothing was done: the input is invalid; the provider's sentences say why. */
  record Invalid(List<String> sentences) implements CrmResult {
    public Invalid {
      sentences = List.copyOf(sentences);
    }

    @Override
    public String toString() {
      return "Invalid";
    }
  }

  /** Nothing was done: the state of the row prevents it; the provider's sentences say why. */
  record Conflict(List<String> sentences) implements CrmResult {
    public Conflict {
      sentences = List.copyOf(sentences);
    }

    @Override
    public String toString() {
      return "Conflict";
    }
  }

  /** Nothing was done: the provider has no such contact, conversation or template. */
  record NotFound() implements CrmResult {}
}
