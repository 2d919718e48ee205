package dev.otpauth.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LenientLocaleResolverTest {

  private final LenientLocaleResolver locales =
      new LenientLocaleResolver(List.of(Locale.ENGLISH, Locale.of("id")));

  private String language(String... headers) {
    var request = new MockHttpServletRequest();
    for (var header : headers) {
      request.addHeader("Accept-Language", header);
    }
    return locales.resolveLocale(request).getLanguage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id                              | id
          id-ID                           | id
          id_ID                           | id
          in_ID                           | id
          in                              | id
          ID                              | id
          id-Latn-ID-u-nu-latn            | id
          fr, id_ID;q=0.9, en;q=0.8       | id
          en;q=0.5, id;q=0.7              | id
          en-GB, id;q=0.9                 | en
          en_US,id_ID;q=0.1               | en
          fr                              | en
          *                               | en
          %%%, id                         | id
          id_ID.UTF-8                     | id
          id_ID@euro;q=0.9, en;q=0.1      | id
          ''                              | en
          """)
  void languageIsReadAsClientsWriteIt(String header, String language) {
    assertThat(language(header)).isEqualTo(language);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(language("fr", "id_ID;q=0.9")).isEqualTo("id");
    assertThat(language()).isEqualTo("en");
  }
}
