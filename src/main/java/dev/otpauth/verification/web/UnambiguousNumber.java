package dev.otpauth.verification.web;

import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.verification.Destinations;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Validates a phone number in any spelling with an unambiguous country; null and blank are valid.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = UnambiguousNumber.Validator.class)
@interface UnambiguousNumber {
  String message() default "{validation.number}";

  /** Whether only mobile numbers are valid. */
  boolean mobile() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Reports an ambiguous country with a message of its own. */
  class Validator implements ConstraintValidator<UnambiguousNumber, WrittenNumber> {

    private static final String UNCLEAR = "{problem.invalid_request.country_code}";

    private final Destinations destinations;
    private boolean mobile;

    Validator(Destinations destinations) {
      this.destinations = destinations;
    }

    @Override
    public void initialize(UnambiguousNumber dialable) {
      this.mobile = dialable.mobile();
    }

    @Override
    public boolean isValid(@Nullable WrittenNumber value, ConstraintValidatorContext context) {
      if (value == null || value.text().isBlank()) {
        return true;
      }
      if (destinations.isAmbiguous(value.text())) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(UNCLEAR).addConstraintViolation();
        return false;
      }
      return value.number().filter(it -> !mobile || it.isMobile()).isPresent();
    }
  }
}
