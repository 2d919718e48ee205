package dev.otpauth.spektif;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.CrmResult;
import org.springframework.stereotype.Component;

/** Implements contacts and inbox with Spektif. */
@Component
final class SpektifCrmProvider implements CrmProvider {

  private final ProviderCalls calls;

  SpektifCrmProvider(ProviderCalls calls) {
    this.calls = calls;
  }

  @Override
  public CrmResult call(CrmCall call) {
    var request = CrmRequests.of(call);
    return calls.make(
        request, classified -> CrmAnswers.read(call, request.operation(), classified));
  }
}
