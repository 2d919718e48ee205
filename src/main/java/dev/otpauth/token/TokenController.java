package dev.otpauth.token;

import dev.otpauth.caller.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for the public keys (JWKS) and for token introspection. */
@RestController
class TokenController {

  private static final String JWK_SET = "application/jwk-set+json";

  private final String published;
  private final Introspection introspection;

  TokenController(VerificationTokens tokens, Introspection introspection) {
    this.published = tokens.published();
    this.introspection = introspection;
  }

  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = JWK_SET, schema = @Schema(ref = "#/components/schemas/OtpJwkSet")))
  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<String> keys() {
    return ResponseEntity.ok().contentType(MediaType.parseMediaType(JWK_SET)).body(published);
  }

  @PostMapping("/auth/otp/introspect")
  IntrospectionAnswer introspect(@RequestBody @Valid IntrospectionRequest body, Caller caller) {
    return introspection
        .of(body.requiredToken(), body.consumes(), caller.id())
        .map(IntrospectionAnswer::of)
        .orElse(IntrospectionAnswer.INACTIVE);
  }

  @PostMapping(
      path = "/auth/otp/introspect",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  IntrospectionAnswer introspect(@RequestBody MultiValueMap<String, String> form, Caller caller) {
    return introspect(IntrospectionRequest.of(form), caller);
  }
}
