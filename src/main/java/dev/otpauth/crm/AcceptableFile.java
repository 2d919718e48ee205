package dev.otpauth.crm;

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
 * Validates that a file has a name, is not empty and has a format that its field accepts; null is
 * valid.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptableFile.Validator.class)
@interface AcceptableFile {
  String message() default "{validation.file.type}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Checks extension and first bytes. */
  class Validator implements ConstraintValidator<AcceptableFile, Upload> {
    @Override
    public boolean isValid(@Nullable Upload upload, ConstraintValidatorContext context) {
      if (upload == null) {
        return true;
      }
      var rejectionKey = upload.rejectionKey();
      context.disableDefaultConstraintViolation();
      rejectionKey.ifPresent(
          key ->
              context
                  .buildConstraintViolationWithTemplate("{%s}".formatted(key))
                  .addConstraintViolation());
      return rejectionKey.isEmpty();
    }
  }
}
