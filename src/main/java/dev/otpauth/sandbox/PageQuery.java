package dev.otpauth.sandbox;

import java.util.List;

/**
 * A query for one page of a list.
 *
 * @param page counted from 1; a page after the last one is empty
 */
record PageQuery(int page, int perPage) {

  private static final int DEFAULT_PER_PAGE = 20;

  static PageQuery of(RequestFields fields) {
    return new PageQuery(fields.positive("page", 1), fields.positive("paginate", DEFAULT_PER_PAGE));
  }

  int lastPage(int total) {
    return Math.max(1, Math.ceilDiv(total, perPage));
  }

  /** Returns the number of entries on the pages before. */
  long skipped() {
    return (page - 1L) * perPage;
  }

  <T> List<T> of(List<T> all) {
    return all.stream().skip(skipped()).limit(perPage).toList();
  }
}
