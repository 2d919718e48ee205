package dev.otpauth.crm;

import dev.otpauth.provider.CrmResult;
import java.util.List;

/** One page of a list, its entries as the provider has them: JSON of any shape. */
record PageBody(List<Object> data, Pagination pagination) {

  static PageBody of(CrmResult.Listed listed) {
    return new PageBody(
        List.copyOf(listed.entries()),
        new Pagination(listed.page(), listed.lastPage(), listed.perPage(), listed.total()));
  }

  /** Where the page stands. */
  record Pagination(int currentPage, int lastPage, int perPage, long total) {}

  @Override
  public String toString() {
    return "PageBody[%s]".formatted(pagination);
  }
}
