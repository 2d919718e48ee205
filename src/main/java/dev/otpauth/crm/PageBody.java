package dev.otpauth.crm;

import dev.otpauth.provider.CrmResult;
import java.util.List;

/** One page of a list; the entries are the provider's JSON, unchanged. */
record PageBody(List<Object> data, Pagination pagination) {

  static PageBody of(CrmResult.Listed listed) {
    return new PageBody(
        List.copyOf(listed.entries()),
        new Pagination(listed.page(), listed.lastPage(), listed.perPage(), listed.total()));
  }

  /** The position of the page. */
  record Pagination(int currentPage, int lastPage, int perPage, long total) {}

  @Override
  public String toString() {
    return "PageBody[%s]".formatted(pagination);
  }
}
