package dev.otpauth.crm;

import dev.otpauth.provider.CrmCall;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /spektif/templates/search}. */
record TemplateSearchBody(
    @Min(value = 1, message = "{validation.page}") @Nullable Integer page,
    @Min(value = 1, message = "{validation.per_page}")
        @Max(value = 100, message = "{validation.per_page}")
        @Nullable Integer perPage)
    implements PagedBody {

  /** Used if the request has no body. */
  static final TemplateSearchBody ALL = new TemplateSearchBody(null, null);

  /** Returns the call of a valid body. */
  CrmCall call() {
    return new CrmCall.SearchTemplates(paging());
  }
}
