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

/** Validates an IP address that {@link ClientAddress} can parse; null is valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IpAddress.Validator.class)
@interface IpAddress {
  String message() default "{validation.client_ip}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Valid if {@link ClientAddress} parses it. */
  class Validator implements ConstraintValidator<IpAddress, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || ClientAddress.parse(value).isPresent();
    }
  }
}
