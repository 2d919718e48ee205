package dev.otpauth.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

import io.micrometer.tracing.Tracer;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Exceptions outside controllers become problems, with {@code Retry-After} if waiting helps. */
@Tag("wire")
class ProblemAdviceTest {

  static Stream<RuntimeException> aDatabaseThatIsGone() {
    return Stream.of(
        new CannotCreateTransactionException(
            "no", new SQLTransientConnectionException("not available")),
        new CannotGetJdbcConnectionException("no", new SQLException("refused", "08001")),
        new JpaSystemException(
            new RuntimeException("rollback", new SQLException("Connection is closed"))),
        new JpaSystemException(
            new RuntimeException("terminated", new SQLException("administrator", "57P01"))));
  }

  @ParameterizedTest
  @MethodSource("aDatabaseThatIsGone")
  void aDatabaseThatIsGoneIsUnavailableForAWhile(RuntimeException failure) {
    assertThat(failing(failure).perform(get("/")))
        .hasStatus(503)
        .hasHeader("Retry-After", "5")
        .bodyText()
        .contains("\"code\":\"provider_unavailable\"", "\"retry_after\":5");
  }

  @Test
  void aStatementThatIsWrongIsABug() {
    var failure = new DataIntegrityViolationException("no", new SQLException("check", "23514"));
    assertThat(failing(failure).perform(get("/")))
        .hasStatus(500)
        .doesNotContainHeader("Retry-After")
        .bodyText()
        .contains("\"code\":\"internal_error\"")
        .doesNotContain("check");
  }

  @Test
  void whatNobodyExpectedIsABugAndSaysNothing() {
    assertThat(failing(new IllegalStateException("secret")).perform(get("/")))
        .hasStatus(500)
        .bodyText()
        .contains("\"code\":\"internal_error\"")
        .doesNotContain("secret");
  }

  @Test
  void aHeaderThatCannotBeReadIsNamed() {
    assertThat(failing(new InvalidField("Some-Header", "validation.type")).perform(get("/")))
        .hasStatus(400)
        .bodyText()
        .contains("\"errors\":[{\"field\":\"Some-Header\"");
  }

  private static MockMvcTester failing(RuntimeException failure) {
    var messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    var problems =
        new Problems(
            messages,
            new FixedLocaleResolver(Locale.ENGLISH),
            JsonMapper.builder().build(),
            new CurrentTrace(new StaticListableBeanFactory().getBeanProvider(Tracer.class)),
            Clock.systemUTC());
    return MockMvcTester.create(
        standaloneSetup(new Failing(failure))
            .setControllerAdvice(new ProblemAdvice(problems))
            .build());
  }

  @RestController
  record Failing(RuntimeException failure) {
    @GetMapping("/")
    String fail() {
      throw failure;
    }
  }
}
