package dev.otpauth.sandbox;

import dev.otpauth.FreePort;
import dev.otpauth.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Starts the whole service with its sandbox over HTTP, with shorter time-outs than usual. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.DEFINED_PORT,
    properties = {
      "spektif.response-timeout=2s",
      "otp.throttle.send-delays=4s,4s,4s",
      "otp.throttle.client-ip=off",
      "otp.settlement.deadline=4s"
    })
@ActiveProfiles("sandbox")
@Import({TestDatabase.class, ResponseLossFilter.class})
@ContextConfiguration(initializers = FreePort.class)
@interface FullSandboxTest {}
