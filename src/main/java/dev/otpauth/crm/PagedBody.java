package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall.Paging;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a search with paging. */
interface PagedBody {

  int DEFAULT_PER_PAGE = 20;

  @Nullable Integer page();

  @Nullable Integer perPage();

  /** Returns the requested page of a valid body. */
  default Paging paging() {
    return new Paging(
        Objects.requireNonNullElse(page(), 1),
        Objects.requireNonNullElse(perPage(), DEFAULT_PER_PAGE));
  }
}
