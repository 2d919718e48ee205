package dev.otpauth.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.otpauth.RequiredTools;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** What an overlay comes to, object by object; a field that Kubernetes does not know is refused. */
public record Manifests(List<HasMetadata> objects) {

  static final Path EXAMPLE = Path.of("deploy", "kubernetes", "example");

  /** All there may be: nothing that a cluster would have to be taught first. */
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Secret", Secret.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class));

  private static final ObjectMapper STRICT = strict();

  /** Whether there is a kubectl. */
  public static boolean canBeRendered() {
    return RequiredTools.areOnPath("Kubernetes manifests", "kubectl");
  }

  /** The example overlay. */
  public static Manifests example() throws IOException {
    return read(render(EXAMPLE));
  }

  static String render(Path overlay) throws IOException {
    var errors = File.createTempFile("kustomize", ".log");
    var kubectl =
        new ProcessBuilder("kubectl", "kustomize", overlay.toString())
            .redirectError(errors)
            .start();
    var rendered = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
    if (kubectl.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(errors.toPath()));
    }
    Files.delete(errors.toPath());
    return rendered;
  }

  static Manifests read(String yaml) {
    return new Manifests(
        StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
            .map(it -> typed((Map<?, ?>) it))
            .toList());
  }

  private static HasMetadata typed(Map<?, ?> object) {
    var kind = object.get("apiVersion") + " " + object.get("kind");
    return STRICT.convertValue(object, Objects.requireNonNull(KINDS.get(kind), kind));
  }

  /** The models keep what they do not know, in order to pass it on; here it is a mistake. */
  private static ObjectMapper strict() {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .setAnnotationIntrospector(
            new JacksonAnnotationIntrospector() {
              @Override
              public Boolean hasAnySetter(Annotated annotated) {
                return false;
              }
            });
  }

  /** The only object of that type. */
  public <T extends HasMetadata> T the(Class<T> type) {
    var found = objects.stream().filter(type::isInstance).map(type::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d × %s".formatted(found.size(), type.getSimpleName()));
    }
    return found.getFirst();
  }

  /** The only container. */
  public Container container() {
    return the(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  boolean has(Class<? extends HasMetadata> type, String name) {
    return objects.stream()
        .filter(type::isInstance)
        .anyMatch(it -> it.getMetadata().getName().equals(name));
  }
}
