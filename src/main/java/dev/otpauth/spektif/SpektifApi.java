package dev.otpauth.spektif;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;

/** Spektif's OTP API on the wire. Bodies come encoded, so that each has a Content-Length. */
@HttpExchange(url = "/otp", accept = MediaType.APPLICATION_JSON_VALUE)
interface SpektifApi {

  @PostExchange("/send")
  Mono<ResponseEntity<byte[]>> send(
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String contentType, @RequestBody byte[] fields);

  @PostExchange("/resend")
  Mono<ResponseEntity<byte[]>> resend(
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String contentType, @RequestBody byte[] fields);

  @PostExchange("/verify")
  Mono<ResponseEntity<byte[]>> verify(
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String contentType, @RequestBody byte[] fields);

  @GetExchange("/status")
  Mono<ResponseEntity<byte[]>> status(@RequestParam("reference_id") String reference);

  @GetExchange("/history")
  Mono<ResponseEntity<byte[]>> history(@RequestParam MultiValueMap<String, String> filters);
}
