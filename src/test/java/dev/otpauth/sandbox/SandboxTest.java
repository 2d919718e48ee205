package dev.otpauth.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** Starts the simulator alone over HTTP, on a clock that stands still. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = SandboxOnlyApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    // The service's readiness asks a database that is not here.
    properties = "management.endpoint.health.validate-group-membership=false")
@ActiveProfiles("sandbox")
@interface SandboxTest {}
