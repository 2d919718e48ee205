package dev.otpauth.spektif;

import dev.otpauth.provider.HistoryQuery;
import dev.otpauth.provider.HistoryResult.Page;
import dev.otpauth.provider.ReferenceState;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which page of how many a history is, so that whoever turns the pages comes to an end. */
final class Pages {

  private Pages() {}

  /**
   * The page's number is the one asked for: a provider that always calls it the first would be
   * asked for the second for ever.
   *
   * @param listed how many entries the provider listed, usable or not
   */
  static Page page(
      HistoryQuery asked, List<ReferenceState> entries, int listed, JsonNode pagination) {
    var perPage = Math.max(1, Scalars.count(pagination.path("per_page")).orElse(asked.perPage()));
    var total = Scalars.number(pagination.path("total")).orElse(-1);
    return new Page(
        entries,
        asked.page(),
        lastPage(asked, listed, perPage, pagination),
        perPage,
        total >= 0 ? (long) total : (asked.page() - 1L) * perPage + listed);
  }

  private static int lastPage(HistoryQuery asked, int listed, int perPage, JsonNode pagination) {
    var inferred =
        listed < perPage ? asked.page() : (int) Math.min(Integer.MAX_VALUE, asked.page() + 1L);
    var said = Scalars.count(pagination.path("last_page"));
    // Nothing is listed beyond an empty page, whatever the count says.
    var last = listed == 0 ? Math.min(said.orElse(inferred), asked.page()) : said.orElse(inferred);
    return Math.max(1, last);
  }
}
