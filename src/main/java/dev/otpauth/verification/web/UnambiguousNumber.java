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
 * A phone number in any spelling that leaves no doubt about its country; absent or blank is valid.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = UnambiguousNumber.Validator.class)
@interface UnambiguousNumber {
  String message() default "{validation.number}";

  /** Whether it has to be a mobile's. */
  boolean mobile() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks at what was read. */
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
      if (destinations.areUnclear(value.text())) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(UNCLEAR).addConstraintViolation();
        return false;
      }
      return value.number().filter(it -> !mobile || it.isMobile()).isPresent();
    }
  }
}
