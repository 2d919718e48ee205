package dev.otpauth.provider;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How a call of contacts or inbox ended. {@link Unreachable} includes every transient failure of a
 * call that only reads; {@link Unknown} is, of such a call, an answer that made no sense, and of
 * every other one, that it may have been done.
 */
public sealed interface CrmResult
    permits CrmResult.Done,
        CrmResult.Listed,
        CrmResult.Invalid,
        CrmResult.Conflict,
        CrmResult.NotFound,
        Refused,
        Throttled,
        Unknown,
        Unreachable {

  /**
   * It was done.
   *
   * @param data what the provider answered beside it, as it came; an empty object where nothing
   */
  record Done(JsonNode data) implements CrmResult {}

  /** One page, its entries as they came. Pages count from 1. */
  record Listed(List<JsonNode> entries, int page, int lastPage, int perPage, long total)
      implements CrmResult {
    public Listed {
      entries = List.copyOf(entries);
    }
  }

  /** Nothing was done: the provider does not take what was given, and says why in sentences. */
  record Invalid(List<String> sentences) implements CrmResult {
    public Invalid {
      sentences = List.copyOf(sentences);
    }
  }

  /** Nothing was done: what it is about stands against it, as the provider's sentences say. */
  record Conflict(List<String> sentences) implements CrmResult {
    public Conflict {
      sentences = List.copyOf(sentences);
    }
  }

  /** Nothing was done: the provider has no such contact, conversation or template. */
  record NotFound() implements CrmResult {}
}
