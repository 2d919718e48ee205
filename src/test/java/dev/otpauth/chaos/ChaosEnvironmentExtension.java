package dev.otpauth.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Keeps a stage for the whole run, and prints the table at its end. */
final class ChaosEnvironmentExtension implements ParameterResolver {

  private static final Namespace HERE = Namespace.create(ChaosEnvironmentExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ChaosEnvironment.class;
  }

  @Override
  public ChaosEnvironment resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getRoot().getStore(HERE);
    var printed =
        store.computeIfAbsent(Printed.class, _ -> new Printed(new ResultTable()), Printed.class);
    var cast =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), ChaosScenario.class)
            .orElseThrow()
            .value();
    return store.computeIfAbsent(cast, it -> open(it, printed.table()), ChaosEnvironment.class);
  }

  private static ChaosEnvironment open(ReplicaVariant cast, ResultTable table) {
    try {
      return new ChaosEnvironment(cast, table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Printed(ResultTable table) implements AutoCloseable {
    @Override
    public void close() {
      System.out.println("\n" + table + "\n");
    }
  }
}
