package dev.otpauth.bench.afternoon;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;

/** The transaction is open, and the connection taken, while the provider answers. */
@Service
@Transactional
class AfternoonService {

  private final AfternoonOtps otps;
  private final RestClient provider;
  private final Clock clock = Clock.systemUTC();

  AfternoonService(AfternoonOtps otps, Environment environment) {
    this.otps = otps;
    this.provider =
        RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()))
            .baseUrl(environment.getRequiredProperty("spektif.base-url"))
            .build();
  }

  AfternoonOtp request(String mobile) {
    var otp = otps.save(new AfternoonOtp(mobile, clock.instant()));
    var sent = post("/otp/send", new Send(mobile), Answer.class);
    otp.sent(Objects.requireNonNull(sent.data().reference_id()));
    return otp;
  }

  boolean confirm(UUID id, String code) {
    var otp = otps.findById(id).orElseThrow();
    otp.attempted();
    var checked = post("/otp/verify", new Verify(otp.reference(), code), Answer.class);
    if (checked.status().equals("success")) {
      otp.verify();
    }
    return otp.isVerified();
  }

  private <T> T post(String path, Object body, Class<T> answer) {
    return Objects.requireNonNull(
        provider
            .post()
            .uri(path)
            .contentType(MediaType.APPLICATION_JSON)
            .accept(MediaType.APPLICATION_JSON)
            .body(body)
            .retrieve()
            .body(answer));
  }

  record Send(String destination_number) {}

  record Verify(String reference_id, String otp_code) {}

  record Answer(String status, Data data) {}

  record Data(@Nullable String reference_id) {}
}
