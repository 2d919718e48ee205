package dev.otpauth.openapi;

import dev.otpauth.token.SigningTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** The whole service with document and API page. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SigningTest
@TestPropertySource(
    properties = {"springdoc.api-docs.enabled=true", "springdoc.swagger-ui.enabled=true"})
@interface DocumentedTest {}
