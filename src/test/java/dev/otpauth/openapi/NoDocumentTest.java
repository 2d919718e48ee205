package dev.otpauth.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ServiceTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** By default, as in production, the document is not served. */
@ServiceTest
class NoDocumentTest {

  @Autowired MockMvcTester mvc;
  @Autowired ApplicationContext context;

  @Test
  void nothingOfItIsMade() {
    assertThat(Arrays.stream(context.getBeanDefinitionNames()).map(context::getType))
        .extracting(Class::getName)
        .filteredOn(
            it ->
                it.startsWith("org.springdoc.")
                    || it.startsWith("io.swagger.")
                    || it.startsWith("dev.otpauth.openapi."))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/swagger-config",
        "/swagger-ui.html",
        "/swagger-ui/index.html",
        "/webjars/swagger-ui/5.32.14/index.html"
      })
  void itsPathsAreDeniedLikeAnyOther(String path) {
    assertThat(mvc.get().uri(path)).hasStatus(401);
    assertThat(mvc.get().uri(path).with(httpBasic("login", "login-secret"))).hasStatus(404);
  }
}
