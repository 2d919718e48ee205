package dev.otpauth.database;

import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import org.springframework.context.annotation.Import;

@Import({TestDatabase.class, ServiceTest.Fakes.class})
class PlansOnPostgres18Test extends QueryPlans {}
