package dev.otpauth.provider;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a call of contacts or inbox ended. {@link Unreachable} includes every transient failure of a
 * call that only reads; {@link Unknown} is, of such a call, an answer that made no sense, and of
 * every other one, that it may have been done. What holds what the provider wrote prints without
 * it.
 */
public sealed interface CrmResult
    permits CrmResult.Done,
        CrmResult.Listed,
        CrmResult.Invalid,
        CrmResult.Conflict,
        CrmResult.NotFound,
        Failure {

  /**
   * It was done.
   *
   * @param data what the provider answered beside it, as it came; an empty object where nothing
   */
  record Done(JsonNode data) implements CrmResult {
    @Override
    public String toString() {
      return "Done";
    }
  }

  /** One page, its entries as they came. Pages count from 1. */
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

  /** Nothing was done: the provider does not take what was given, and says why in sentences. */
  record Invalid(List<String> sentences) implements CrmResult {
    public Invalid {
      sentences = List.copyOf(sentences);
    }

    @Override
    public String toString() {
      return "Invalid";
    }
  }

  /** Nothing was done: what it is about stands against it, as the provider's sentences say. */
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
