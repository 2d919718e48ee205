package dev.otpauth.phone;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Validates a phone number in any spelling; null and blank are valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Dialable.Validator.class)
public @interface Dialable {
  String message() default "{validation.number}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Valid if a number was parsed. */
  class Validator implements ConstraintValidator<Dialable, WrittenNumber> {
    @Override
    public boolean isValid(@Nullable WrittenNumber value, ConstraintValidatorContext context) {
      return value == null || value.text().isBlank() || value.number().isPresent();
    }
  }
}
