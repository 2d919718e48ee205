package dev.otpauth.spektif;

import tools.jackson.databind.JsonNode;

/**
 * The page numbers of a list. {@code page} is the number requested, not the provider's: if the
 * provider always answered 1, a caller that follows the pages would never end.
 */
record PageNumbers(int page, int lastPage, int perPage, long total) {

  /**
   * Reads the page numbers, and infers missing ones.
   *
   * @param page the page requested
   * @param perPage the page size requested
   * @param listed how many entries the provider listed, usable or not
   * @param numbers the provider's page numbers; may lack any of them
   */
  static PageNumbers read(int page, int perPage, int listed, JsonNode numbers) {
    var size = Math.max(1, LenientScalars.count(numbers.path("per_page")).orElse(perPage));
    var total = LenientScalars.number(numbers.path("total")).orElse(-1);
    return new PageNumbers(
        page,
        lastPage(page, listed, size, numbers),
        size,
        total >= 0 ? (long) total : (page - 1L) * size + listed);
  }

  private static int lastPage(int page, int listed, int perPage, JsonNode numbers) {
    var inferred = listed < perPage ? page : (int) Math.min(Integer.MAX_VALUE, page + 1L);
    var declared = LenientScalars.count(numbers.path("last_page"));
    // There are no pages after an empty page, whatever the count says.
    var last = listed == 0 ? Math.min(declared.orElse(inferred), page) : declared.orElse(inferred);
    return Math.max(1, last);
  }
}
