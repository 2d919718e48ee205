package dev.otpauth;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** The architecture rules that do not concern modules. */
@AnalyzeClasses(packages = "dev.otpauth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final int MOST_COLLABORATORS = 5;

  @ArchTest
  static final ArchRule onlySpektifKnowsTheProvidersPlumbing =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.otpauth.spektif..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "reactor..",
              "io.netty..",
              "io.github.resilience4j..",
              "org.springframework.web.reactive..")
          .because("the provider's words and the way to it stop at the adapter");

  @ArchTest
  static final ArchRule ourAccountKnowsNothingOfTheRestOfTheAdapter =
      noClasses()
          .that()
          .resideInAPackage("dev.otpauth.spektif.account..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.otpauth.spektif")
          .because("the adapter asks spektif.account, which would be a cycle the other way round");

  @ArchTest
  static final ArchRule fewTalkToTheWorld =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.otpauth.caller..", "dev.otpauth.events..", "dev.otpauth.sandbox..")
          .and()
          .doNotHaveFullyQualifiedName("dev.otpauth.runtime.CheckedAddresses")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "java.net.http..")
          .because(
              "three modules talk to the world: spektif to the provider, events to its listener,"
                  + " caller to the issuer of tokens; the sandbox talks to this service alone, and"
                  + " runtime checks addresses");

  @ArchTest
  static final ArchRule theCoreDoesNotKnowHttp =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.otpauth.verification",
              "dev.otpauth.throttle",
              "dev.otpauth.provider",
              "dev.otpauth.phone")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..", "org.springframework.http..", "org.springframework.web..")
          .because("the core's outcomes become HTTP in verification.web and nowhere else");

  @ArchTest
  static final ArchRule transactionsAreOpenedInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.otpauth.verification.ChangePublisher")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.transaction.support..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Transactional.class)
          .because("no transaction may span a call to the provider");

  @ArchTest
  static final ArchRule timeIsAParameter =
      noClasses()
          .should()
          .callMethodWhere(
              new DescribedPredicate<JavaCall<?>>("now() or currentTimeMillis() without a Clock") {
                @Override
                public boolean test(JavaCall<?> call) {
                  CodeUnitCallTarget target = call.getTarget();
                  return (target.getName().equals("now")
                          && target.getOwner().getPackageName().equals("java.time")
                          && target.getRawParameterTypes().stream()
                              .noneMatch(type -> type.isEquivalentTo(Clock.class)))
                      || target.getName().equals("currentTimeMillis");
                }
              })
          .because("time is a parameter: inject the Clock");

  @ArchTest
  static final ArchRule theClockIsPostgreSqls =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.otpauth.runtime")
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("this machine's own clock") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return access.getTargetOwner().getPackageName().equals("java.time")
                      && access.getName().startsWith("system");
                }
              })
          .because("all replicas go by the time of the database that they share");

  @ArchTest
  static final ArchRule theSandboxIsOnlyThereWhenAskedFor =
      classes()
          .that(resideInAPackage("dev.otpauth.sandbox"))
          .and(
              are(
                  new DescribedPredicate<JavaClass>("beans") {
                    @Override
                    public boolean test(JavaClass type) {
                      return type.isMetaAnnotatedWith(Component.class)
                          || type.isMetaAnnotatedWith(RestController.class)
                          || type.isMetaAnnotatedWith(Service.class)
                          || type.isMetaAnnotatedWith(Repository.class);
                    }
                  }))
          .should()
          .beAnnotatedWith(
              new DescribedPredicate<JavaAnnotation<?>>("@Profile(\"sandbox\")") {
                @Override
                public boolean test(JavaAnnotation<?> annotation) {
                  return annotation.getRawType().isEquivalentTo(Profile.class);
                }
              })
          .allowEmptyShould(true)
          .because("nothing of the sandbox may exist beside real credentials");

  @ArchTest
  static final ArchRule moreThanFiveCollaboratorsAreTwoClasses =
      constructors()
          .that()
          .areDeclaredInClassesThat(
              are(describe("no values", it -> !it.isRecord() && !it.isEnum())))
          .should()
          .haveRawParameterTypes(fewEnough())
          .because("a class with more collaborators does the work of two");

  @ArchTest
  static final ArchRule moreThanFiveCollaboratorsAreTwoBeans =
      methods()
          .that()
          .areAnnotatedWith(Bean.class)
          .should()
          .haveRawParameterTypes(fewEnough())
          .because("a bean with more collaborators does the work of two");

  private static DescribedPredicate<List<JavaClass>> fewEnough() {
    return describe("at most " + MOST_COLLABORATORS, types -> types.size() <= MOST_COLLABORATORS);
  }
}
