package dev.otpauth.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Kubernetes would accept and the service could not live with. */
final class ManifestRules {

  private static final String MANAGEMENT = "management";

  /** What the JVM takes beside its heap: classes, code, stacks, buffers. */
  private static final long BESIDE_THE_HEAP = 320L << 20;

  /** What PostgreSQL lets in unless told otherwise, less those it keeps for its owner. */
  private static final int CONNECTIONS = 97;

  private static final int CONNECTIONS_OF_A_REPLICA = 10;

  private final Manifests manifests;
  private final PodSpec pod;
  private final List<String> found = new ArrayList<>();

  private ManifestRules(Manifests manifests) {
    this.manifests = manifests;
    this.pod = manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
  }

  static List<String> of(Manifests manifests, KnownSettings known, ServiceFacts service) {
    var faults = new ManifestRules(manifests);
    faults.selectors();
    faults.references();
    faults.settings(known);
    faults.probes(service);
    faults.memory(service);
    faults.shutdown(service);
    faults.privileges();
    faults.scaling();
    faults.network();
    return faults.found;
  }

  private void check(boolean isRight, String otherwise) {
    if (!isRight) {
      found.add(otherwise);
    }
  }

  private void selectors() {
    var deployment = manifests.the(Deployment.class).getSpec();
    var policy = manifests.the(NetworkPolicy.class).getSpec();
    var budget = manifests.the(PodDisruptionBudget.class).getSpec();
    selects("Deployment", deployment.getSelector().getMatchLabels());
    selects("Service", manifests.the(Service.class).getSpec().getSelector());
    selects("NetworkPolicy", policy.getPodSelector().getMatchLabels());
    selects("PodDisruptionBudget", budget.getSelector().getMatchLabels());
    pod.getTopologySpreadConstraints()
        .forEach(it -> selects("spread", it.getLabelSelector().getMatchLabels()));
    check(
        pod.getTopologySpreadConstraints().stream()
            .map(it -> it.getTopologyKey())
            .toList()
            .containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")),
        "not spread over zones and hosts");
  }

  private void selects(String selector, Map<String, String> labels) {
    var template = manifests.the(Deployment.class).getSpec().getTemplate();
    check(
        !labels.isEmpty()
            && template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()),
        selector + " selects other pods");
  }

  private void references() {
    check(manifests.has(ServiceAccount.class, pod.getServiceAccountName()), "no such account");
    manifests
        .container()
        .getEnvFrom()
        .forEach(
            it ->
                check(
                    manifests.has(ConfigMap.class, it.getConfigMapRef().getName()),
                    "no such ConfigMap"));
    pod.getVolumes().stream()
        .filter(it -> it.getSecret() != null)
        .forEach(
            it ->
                check(
                    manifests.has(Secret.class, it.getSecret().getSecretName()), "no such Secret"));
    var volumes = pod.getVolumes().stream().map(it -> it.getName()).toList();
    manifests
        .container()
        .getVolumeMounts()
        .forEach(it -> check(volumes.contains(it.getName()), "no such volume: " + it.getName()));
    var service = manifests.the(Service.class).getSpec().getPorts().getFirst().getTargetPort();
    check(ports().contains(service.getStrVal()), "Service leads to no port");
    check(
        manifests
            .the(HorizontalPodAutoscaler.class)
            .getSpec()
            .getScaleTargetRef()
            .getName()
            .equals(manifests.the(Deployment.class).getMetadata().getName()),
        "HorizontalPodAutoscaler scales something else");
  }

  private List<String> ports() {
    return manifests.container().getPorts().stream().map(it -> it.getName()).toList();
  }

  private void settings(KnownSettings known) {
    var secrets = manifests.the(Secret.class);
    var names =
        Stream.<Set<String>>of(
            manifests.the(ConfigMap.class).getData().keySet(),
            (secrets.getData() == null ? secrets.getStringData() : secrets.getData()).keySet());
    names.flatMap(Set::stream).forEach(it -> check(known.has(it), "not a setting: " + it));
    var mounted =
        manifests.container().getVolumeMounts().stream()
            .map(it -> "configtree:" + it.getMountPath() + "/")
            .toList();
    check(
        manifests.container().getEnv().stream()
            .filter(it -> it.getName().equals("SPRING_CONFIG_IMPORT"))
            .anyMatch(it -> mounted.contains(it.getValue())),
        "the Secret is mounted where nobody reads it");
  }

  private void probes(ServiceFacts service) {
    var container = manifests.container();
    check(
        container.getPorts().getFirst().getContainerPort() == service.port(),
        "the service listens on another port");
    check(
        container.getPorts().stream()
            .filter(it -> it.getName().equals(MANAGEMENT))
            .anyMatch(it -> it.getContainerPort().toString().equals(managementPort())),
        "health and metrics are on another port");
    probe("startup", container.getStartupProbe(), service);
    probe("liveness", container.getLivenessProbe(), service);
    probe("readiness", container.getReadinessProbe(), service);
    check(
        !container.getLivenessProbe().getHttpGet().getPath().endsWith("readiness"),
        "a database that is away would restart every replica");
  }

  private void probe(String name, Probe probe, ServiceFacts service) {
    check(service.probes().contains(probe.getHttpGet().getPath()), name + " asks for no such path");
    check(
        MANAGEMENT.equals(probe.getHttpGet().getPort().getStrVal()),
        name + " asks at a port that callers can fill");
  }

  private @Nullable String managementPort() {
    return manifests.the(ConfigMap.class).getData().get("MANAGEMENT_SERVER_PORT");
  }

  private void memory(ServiceFacts service) {
    var resources = manifests.container().getResources();
    var limit = Objects.requireNonNull(resources.getLimits().get("memory"));
    check(limit.equals(resources.getRequests().get("memory")), "memory that may not be there");
    var beside = bytes(limit).multiply(BigDecimal.ONE.subtract(service.heapShare()));
    check(beside.longValue() >= BESIDE_THE_HEAP, "too little memory beside the heap");
  }

  private static BigDecimal bytes(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity);
  }

  private void shutdown(ServiceFacts service) {
    var beforeStop = manifests.container().getLifecycle().getPreStop().getSleep().getSeconds();
    check(
        pod.getTerminationGracePeriodSeconds() > beforeStop + service.shutdown().toSeconds(),
        "killed before it has shut down");
    var rolling = manifests.the(Deployment.class).getSpec().getStrategy().getRollingUpdate();
    check(rolling.getMaxUnavailable().getIntVal() == 0, "a rollout takes replicas away");
  }

  private void privileges() {
    var context = manifests.container().getSecurityContext();
    check(Boolean.TRUE.equals(pod.getSecurityContext().getRunAsNonRoot()), "may run as root");
    check(
        pod.getSecurityContext().getSeccompProfile().getType().equals("RuntimeDefault"),
        "any system call");
    check(Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()), "may write to its image");
    check(Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "may gain privileges");
    check(context.getCapabilities().getDrop().equals(List.of("ALL")), "keeps capabilities");
    check(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "has a token");
    check(Boolean.FALSE.equals(pod.getEnableServiceLinks()), "variables of other Services");
  }

  private void scaling() {
    var scaler = manifests.the(HorizontalPodAutoscaler.class).getSpec();
    check(scaler.getMinReplicas() > 1, "one replica alone");
    check(
        scaler.getMaxReplicas() * CONNECTIONS_OF_A_REPLICA <= CONNECTIONS,
        "more connections than PostgreSQL lets in");
    check(
        manifests.the(Deployment.class).getSpec().getReplicas() == null,
        "two say how many replicas there are");
  }

  private void network() {
    var policy = manifests.the(NetworkPolicy.class).getSpec();
    check(policy.getPolicyTypes().containsAll(List.of("Ingress", "Egress")), "half a policy");
    check(policy.getIngress().stream().noneMatch(it -> it.getFrom().isEmpty()), "anybody gets in");
    check(policy.getEgress().stream().noneMatch(it -> it.getTo().isEmpty()), "anything gets out");
    var open =
        policy.getEgress().stream()
            .flatMap(it -> it.getPorts().stream())
            .map(it -> it.getPort().getIntVal())
            .toList();
    check(
        Set.copyOf(open).equals(Set.of(53, 443, 4318, 5432)),
        "other ways out than DNS, HTTPS, OTLP and PostgreSQL");
  }
}
