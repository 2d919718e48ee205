package dev.otpauth.database;

import dev.otpauth.ServiceTest;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.context.annotation.Import;

@EnabledIf("dev.otpauth.DebianPostgres#isInstalled")
@Import({Debian15.class, ServiceTest.Fakes.class})
class PlansOnPostgres15Test extends QueryPlans {}
