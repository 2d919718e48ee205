package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneNumber;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A phone number of any kind in any usual form; absent is valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Dialable.Validator.class)
@interface Dialable {
  String message() default "{validation.number}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks libphonenumber. */
  class Validator implements ConstraintValidator<Dialable, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || PhoneNumber.parse(value).isPresent();
    }
  }
}
