package dev.otpauth.verification.web;

import dev.otpauth.provider.OtpCode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Validates a one-time password as typed or pasted; null and blank are valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Code.Validator.class)
@interface Code {
  String message() default "{problem.invalid_request.otp_code}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Valid if {@link OtpCode} parses it. */
  class Validator implements ConstraintValidator<Code, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || value.isBlank() || OtpCode.parse(value).isPresent();
    }
  }
}
