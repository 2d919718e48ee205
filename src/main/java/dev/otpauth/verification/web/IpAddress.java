package dev.otpauth.verification.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address, never a name to look up; absent is valid. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IpAddress.Validator.class)
@interface IpAddress {
  String message() default "{validation.client_ip}";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Reads address literals. */
  class Validator implements ConstraintValidator<IpAddress, String> {

    static Optional<InetAddress> parse(String value) {
      try {
        return Optional.of(InetAddress.ofLiteral(value));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || parse(value).isPresent();
    }
  }
}
