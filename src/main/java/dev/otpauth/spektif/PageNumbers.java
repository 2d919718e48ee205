package dev.otpauth.spektif;

import tools.jackson.databind.JsonNode;

/**
 * Which page of how many a list is, so that whoever turns the pages comes to an end. The page's
 * number is the one asked for: a provider that always calls it the first would be asked for the
 * second for ever.
 */
record PageNumbers(int page, int lastPage, int perPage, long total) {

  /**
   * Reads them.
   *
   * @param page the one asked for
   * @param perPage how many entries were asked for
   * @param listed how many entries the provider listed, usable or not
   * @param said what the provider says of them, as far as it does
   */
  static PageNumbers read(int page, int perPage, int listed, JsonNode said) {
    var size = Math.max(1, LenientScalars.count(said.path("per_page")).orElse(perPage));
    var total = LenientScalars.number(said.path("total")).orElse(-1);
    return new PageNumbers(
        page,
        lastPage(page, listed, size, said),
        size,
        total >= 0 ? (long) total : (page - 1L) * size + listed);
  }

  private static int lastPage(int page, int listed, int perPage, JsonNode numbers) {
    var inferred = listed < perPage ? page : (int) Math.min(Integer.MAX_VALUE, page + 1L);
    var said = LenientScalars.count(numbers.path("last_page"));
    // Nothing is listed beyond an empty page, whatever the count says.
    var last = listed == 0 ? Math.min(said.orElse(inferred), page) : said.orElse(inferred);
    return Math.max(1, last);
  }
}
