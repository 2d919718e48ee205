package dev.otpauth.spektif;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/** Names exchanges by their path template: the queries carry numbers and references. */
final class TemplateOnlyConvention extends DefaultClientRequestObservationConvention {

  @Override
  protected KeyValue uri(ClientRequestObservationContext context) {
    var template = context.getUriTemplate();
    if (template == null) {
      return KeyValue.of("uri", "none");
    }
    var query = template.indexOf('?');
    var path = query < 0 ? template : template.substring(0, query);
    return KeyValue.of("uri", path.substring(Math.max(0, path.lastIndexOf("/otp/"))));
  }

  @Override
  protected KeyValue exception(ClientRequestObservationContext context) {
    return context.getError() instanceof CallFailed failed
        ? KeyValue.of("exception", failed.root())
        : super.exception(context);
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
    return KeyValues.empty();
  }
}
