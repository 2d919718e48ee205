package dev.otpauth.verification.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A mobile number in any usual form; absent is valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Mobile.Validator.class)
@interface Mobile {
  String message() default "{validation.mobile}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Looks at what was read. */
  class Validator implements ConstraintValidator<Mobile, WrittenMobile> {
    @Override
    public boolean isValid(@Nullable WrittenMobile value, ConstraintValidatorContext context) {
      return value == null || value.number().isPresent();
    }
  }
}
