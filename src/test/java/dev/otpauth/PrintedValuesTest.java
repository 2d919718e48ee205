package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.otpauth.phone.PhoneNumber;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No {@code toString()} prints private data: numbers, codes, secrets, tokens, addresses, texts of
 * people. Every text is private unless it is listed as public.
 */
class PrintedValuesTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.otpauth");

  static Stream<Class<?>> records() {
    return OURS.stream().filter(JavaClass::isRecord).map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordPrintsNothingPrivate(Class<? extends Record> type) {
    assertThat(SampleRecord.of(type).printed()).isEmpty();
  }

  @Test
  void whatIsPublicIsThere() {
    assertThat(records().flatMap(it -> Stream.of(it.getRecordComponents())))
        .flatExtracting(it -> List.of(it.getName(), SampleRecord.name(it)))
        .containsAll(SampleRecord.PUBLIC);
  }

  /** Other types print their class name, except settings, which hold no private value. */
  @Test
  void nothingButRecordsPrintsItself() {
    assertThat(OURS.stream())
        .filteredOn(it -> !it.isRecord() && it.tryGetMethod("toString").isPresent())
        .extracting(JavaClass::getSimpleName)
        .containsExactly("SettingPath");
  }

  @Test
  void aRecordThatPrintsWhatIsPrivateIsFound() {
    record Careless(
        String purpose, String handset, List<String> codes, PhoneNumber mobile, Object note) {}

    assertThat(SampleRecord.of(Careless.class).printed())
        .containsExactly("Careless.handset", "Careless.codes", "Careless.note");
  }

  @Test
  void aRecordThatPrintsItsNumberUnmaskedIsFound() {
    record Careless(PhoneNumber mobile) {
      @Override
      public String toString() {
        return mobile.digits();
      }
    }

    assertThat(SampleRecord.of(Careless.class).printed()).containsExactly("Careless.mobile");
  }
}
