package dev.otpauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example overlay is what Kubernetes understands, and fits the service. */
@EnabledIf("dev.otpauth.deploy.Manifests#canBeRendered")
class ManifestsTest {

  private static String rendered = "";
  private static KnownSettings known;
  private static ServiceFacts service;

  @BeforeAll
  static void render() throws IOException {
    rendered = Manifests.render(Manifests.EXAMPLE);
    known = KnownSettings.ofTheClassPath();
    service = ServiceFacts.read();
  }

  @Test
  void theExampleFitsTheService() {
    assertThat(ManifestRules.of(Manifests.read(rendered), known, service)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readOnlyRootFilesystem", "failureThreshold", "whenUnsatisfiable", "maxUnavailable",
        "averageUtilization", "targetPort", "ipBlock", "automountServiceAccountToken"
      })
  void aMisspeltFieldIsRefused(String field) {
    var misspelt = field.substring(0, field.length() - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manifests.read(with(field + ":", misspelt + ":")))
        .withMessageContaining(misspelt);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          matchLabels:\\n      app.kubernetes.io/name: otp-auth\\n  strategy | matchLabels:\\n      app.kubernetes.io/name: other\\n  strategy | Deployment selects other pods
          selector:\\n    app.kubernetes.io/name: otp-auth | selector:\\n    app: otp-auth | Service selects other pods
          podSelector:\\n    matchLabels:\\n      app.kubernetes.io/name: otp-auth | podSelector:\\n    matchLabels:\\n      app: otp-auth | NetworkPolicy selects other pods
          topologyKey: topology.kubernetes.io/zone | topologyKey: rack | not spread
          serviceAccountName: otp-auth | serviceAccountName: other | no such account
          configMapRef:\\n            name: otp-auth | configMapRef:\\n            name: other | no such ConfigMap
          secretName: otp-auth | secretName: other | no such Secret
          mountPath: /run/secrets/otp-auth | mountPath: /run/secrets/other | mounted where nobody reads it
          targetPort: http | targetPort: web | Service leads to no port
          OTP_THROTTLE_CLIENT_IP | OTP_THROTLE_CLIENT_IP | not a setting: OTP_THROTLE_CLIENT_IP
          otp.privacy.encryption-keys.k1 | otp.privacy.encryption-key.k1 | not a setting: otp.privacy.encryption-key.k1
          spektif.client-id | spektif.clientt-id | not a setting: spektif.clientt-id
          containerPort: 8080 | containerPort: 8079 | the service listens on another port
          containerPort: 8081 | containerPort: 8082 | health and metrics are on another port
          path: /actuator/health/liveness\\n            port: management | path: /actuator/health/liveness\\n            port: http | a port that callers can fill
          path: /actuator/health/readiness | path: /health | readiness asks for no such path
          memory: 1Gi\\n          requests | memory: 512Mi\\n          requests | memory that may not be there
          memory: 1Gi | memory: 768Mi | too little memory beside the heap
          terminationGracePeriodSeconds: 60 | terminationGracePeriodSeconds: 30 | killed before it has shut down
          maxUnavailable: 0 | maxUnavailable: 1 | a rollout takes replicas away
          runAsNonRoot: true | runAsNonRoot: false | may run as root
          readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | may write to its image
          - ALL | - NET_RAW | keeps capabilities
          maxReplicas: 6 | maxReplicas: 10 | more connections
          minReplicas: 2 | minReplicas: 1 | one replica alone
          port: 5432 | port: 5433 | other ways out
          """)
  void whatWouldNotWorkIsFound(String from, String to, String fault) {
    var mutated = Manifests.read(with(from.translateEscapes(), to.translateEscapes()));
    assertThat(ManifestRules.of(mutated, known, service)).anyMatch(it -> it.contains(fault));
  }

  private static String with(String from, String to) {
    assertThat(rendered).contains(from);
    return rendered.replace(from, to);
  }
}
