package dev.otpauth.crm;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Validates a body whose fields depend on each other. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CheckedTogether.Validator.class)
@interface CheckedTogether {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Implemented by the body. */
  interface Fields {

    /** Reports each invalid field: the name of its record component and the message template. */
    void check(BiConsumer<String, String> faults);
  }

  /** Delegates to the body. */
  class Validator implements ConstraintValidator<CheckedTogether, Fields> {
    @Override
    public boolean isValid(Fields body, ConstraintValidatorContext context) {
      var valid = new AtomicBoolean(true);
      context.disableDefaultConstraintViolation();
      body.check(
          (field, message) -> {
            valid.set(false);
            context
                .buildConstraintViolationWithTemplate(message)
                .addPropertyNode(field)
                .addConstraintViolation();
          });
      return valid.get();
    }
  }
}
