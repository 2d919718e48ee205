package dev.otpauth.chaos;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A scenario of the chaos suite; its test methods can have the {@link ChaosEnvironment} as a
 * parameter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("chaos")
@ExtendWith(ChaosEnvironmentExtension.class)
@interface ChaosScenario {

  ReplicaVariant value();
}
