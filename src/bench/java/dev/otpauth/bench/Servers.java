package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Starts what is measured. */
final class Servers {

  private static final String SECRET = "bench-secret";

  private Servers() {}

  /** The service as it ships, all features on, with the database of that name. */
  static Server service(Stage stage, String schema, boolean cached)
      throws IOException, InterruptedException, SQLException {
    return service(stage, schema, stage.image().command(stage.options().jvm(), cached));
  }

  /**
   * The same, by a command of its own.
   *
   * @param java what stands behind {@code java}
   */
  static Server service(Stage stage, String schema, List<String> java)
      throws IOException, InterruptedException, SQLException {
    stage.database().create(schema);
    var settings = new ArrayList<>(common(stage, schema));
    settings.addAll(
        List.of(
            "--spektif.client-id=bench",
            "--spektif.client-secret=bench",
            "--spektif.from-number=628001234567",
            // What the service can do is measured, not what WhatsApp lets one number send.
            "--resilience4j.ratelimiter.instances.spektif-messages.limit-for-period=5000",
            "--resilience4j.ratelimiter.instances.spektif.limit-for-period=5000",
            "--otp.clients[0].id=bench",
            "--otp.clients[0].secret-sha256=" + HexFormat.of().formatHex(sha256(SECRET)),
            "--otp.clients[0].authorities=otp:verify",
            "--otp.privacy.digest-key=" + key("digest"),
            "--otp.privacy.encryption-keys.k1=" + key("encryption"),
            "--otp.privacy.active-key=k1"));
    return Server.start(
        stage.image().folder(), java, "/actuator/health/readiness", settings, stage.log(schema));
  }

  /** What a team writes in an afternoon, with a database of its own. */
  static Server afternoon(Stage stage) throws IOException, InterruptedException, SQLException {
    stage.database().create("afternoon");
    var java =
        List.of(
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.otpauth.bench.afternoon.AfternoonApplication");
    var settings = new ArrayList<>(common(stage, "afternoon"));
    settings.addAll(
        List.of(
            // The service's own settings lie on the same class path.
            "--spring.config.name=afternoon",
            "--spring.jpa.hibernate.ddl-auto=create",
            "--management.otlp.metrics.export.enabled=false",
            "--springdoc.api-docs.enabled=false",
            "--springdoc.swagger-ui.enabled=false",
            "--logging.level.root=warn"));
    return Server.start(Path.of("."), java, "/actuator/health", settings, stage.log("afternoon"));
  }

  private static List<String> common(Stage stage, String schema) {
    return List.of(
        "--spring.datasource.url=" + stage.database().url(schema),
        "--spring.datasource.username=" + stage.database().user(),
        "--spring.datasource.password=" + stage.database().user(),
        "--spektif.base-url=" + stage.provider().baseUrl());
  }

  /** The header that the service knows its caller by. */
  static String authorization() {
    return "Basic " + Base64.getEncoder().encodeToString(("bench:" + SECRET).getBytes(UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String key(String of) {
    return Base64.getEncoder().encodeToString(sha256("bench " + of));
  }
}
