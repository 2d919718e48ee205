package com.example;

import com.example.otp.ApiClient;
import com.example.otp.api.SupportApi;
import com.example.otp.api.TokenApi;
import com.example.otp.api.VerificationApi;
import com.example.otp.model.OtpConfirmBody;
import com.example.otp.model.OtpHistoryBody;
import com.example.otp.model.OtpProblem;
import com.example.otp.model.OtpRequestBody;
import com.example.otp.model.OtpResendBody;
import com.example.otp.model.OtpStatus;
import com.example.otp.model.OtpTokenIntrospectionBody;
import com.example.otp.model.OtpVerification;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;

/** Logs in against the sandbox with the generated client, and prints each step. */
public class LoginFlow {

  private final String baseUrl;
  private final VerificationApi verifications;
  private final TokenApi tokens;
  private final SupportApi support;

  LoginFlow(String baseUrl) {
    this.baseUrl = baseUrl;
    var http = new JdkClientHttpRequestFactory();
    http.setReadTimeout(Duration.ofSeconds(30));
    var client = new ApiClient(ApiClient.buildRestClientBuilder().requestFactory(http).build());
    client.setBasePath(baseUrl);
    client.setUsername("demo");
    client.setPassword("demo-secret");
    verifications = new VerificationApi(client);
    tokens = new TokenApi(client);
    support = new SupportApi(client);
  }

  public static void main(String[] args) {
    var flow = new LoginFlow(args[0]);
    flow.logIn(args[1]);
    flow.cancel(args[2]);
    flow.readUnknownValues();
  }

  private void logIn(String mobile) {
    var requested = request(mobile);
    print("requested: %s, %d attempts", requested.getStatus(), requested.getRemainingAttempts());

    var code = newestCode(mobile);
    var wrongCode = code.equals("000000") ? "111111" : "000000";
    var confirmation = new OtpConfirmBody().requestId(requested.getRequestId()).mobile(mobile);
    try {
      verifications.confirmOtp(confirmation.otpCode(wrongCode), newKey(), null);
    } catch (RestClientResponseException e) {
      var problem = problem(e);
      print(
          "wrong code: %d %s, %d attempts",
          problem.getStatus(), problem.getCode(), problem.getRemainingAttempts());
    }

    var key = newKey();
    var confirmed = verifications.confirmOtp(confirmation.otpCode(code), key, null);
    print("confirmed: %s %s", confirmed.getStatus(), confirmed.getMobile());
    var repeated = verifications.confirmOtp(confirmation, key, null);
    print("same answer: %b", repeated.equals(confirmed));

    var status = verifications.getOtpStatus(requested.getRequestId(), null);
    print("status: %s", status.getStatus());

    var token = new OtpTokenIntrospectionBody().token(confirmed.getVerificationToken());
    var claims = tokens.introspectToken(token, null);
    print("token: %b, %s", claims.getActive(), claims.getPhoneNumber());
    print("same id: %b", requested.getRequestId().equals(claims.getSub()));
    print("key: %s", tokens.getJwks().getKeys().getFirst().getUse());

    var history = support.listOtpHistory(null, new OtpHistoryBody().destinationNumber(mobile));
    print("history: %s", history.getData().getFirst().getStatus());
  }

  private void cancel(String mobile) {
    var requestId = request(mobile).getRequestId();
    var resend = new OtpResendBody().requestId(requestId);
    print("resent: %s", verifications.resendOtp(resend, newKey(), null).getStatus());
    var cancelled = verifications.cancelOtp(requestId, null);
    print("cancelled: %s, %s", cancelled.getStatus(), cancelled.getFailureReason());
    try {
      verifications.resendOtp(resend, newKey(), null);
    } catch (RestClientResponseException e) {
      print("resent after that: %d %s", e.getStatusCode().value(), problem(e).getCode());
    }
  }

  /** A newer server may answer values and fields that this client was not generated with. */
  private void readUnknownValues() {
    var answer =
        ApiClient.createDefaultMapper(null)
            .readValue("{\"status\": \"paused\", \"news\": 1}", OtpVerification.class);
    print("unknown status: %b", answer.getStatus() == OtpStatus.UNKNOWN_DEFAULT_OPEN_API);
  }

  private OtpVerification request(String mobile) {
    var request = new OtpRequestBody().mobile(mobile).clientIp("203.0.113.7");
    return verifications.requestOtp(request, newKey(), null);
  }

  private String newestCode(String mobile) {
    return RestClient.create(baseUrl)
        .get()
        .uri("/sandbox/inbox?mobile={mobile}", mobile)
        .retrieve()
        .body(JsonNode.class)
        .at("/0/otp_code")
        .stringValue();
  }

  private static OtpProblem problem(RestClientResponseException e) {
    return e.getResponseBodyAs(OtpProblem.class);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static void print(String format, Object... values) {
    System.out.println(format.formatted(values));
  }
}
