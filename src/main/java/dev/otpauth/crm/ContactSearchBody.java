package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/contacts/search}. {@code toString()} shows no values. */
record ContactSearchBody(
    @Min(value = 1, message = "{validation.page}") @Nullable Integer page,
    @Min(value = 1, message = "{validation.per_page}")
        @Max(value = 100, message = "{validation.per_page}")
        @Nullable Integer perPage,
    @Nullable String search)
    implements PagedBody {

  /** Used if the request has no body. */
  static final ContactSearchBody ALL = new ContactSearchBody(null, null, null);

  /** Returns the call of a valid body. */
  CrmCall call() {
    return new CrmCall.SearchContacts(
        paging(), search == null || search.isBlank() ? null : search.strip());
  }

  @Override
  public String toString() {
    return "ContactSearchBody";
  }
}
