package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall.Paging;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a call that lists. */
interface PagedBody {

  int DEFAULT_PER_PAGE = 20;

  @Nullable Integer page();

  @Nullable Integer perPage();

  /** Which page a valid body asks for. */
  default Paging paging() {
    return new Paging(
        Objects.requireNonNullElse(page(), 1),
        Objects.requireNonNullElse(perPage(), DEFAULT_PER_PAGE));
  }
}
