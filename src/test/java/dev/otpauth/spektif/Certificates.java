package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A test certificate authority and its certificates, made by the JDK's keytool. */
final class Certificates {

  private static final String AUTHORITY = "authority";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path file;

  Certificates(Path directory) throws IOException, InterruptedException {
    this.file = directory.resolve("keys.p12");
    generate(AUTHORITY, "-ext", "bc:c");
  }

  /**
   * Sockets that show a certificate for that address, valid for a day.
   *
   * @param start when the day begins, as keytool is told it
   */
  SSLServerSocketFactory server(String address, String start)
      throws IOException, InterruptedException, GeneralSecurityException {
    var alias = "server" + (address + start).hashCode();
    if (!store().containsAlias(alias)) {
      generate(
          alias,
          "-signer",
          AUTHORITY,
          "-startdate",
          start,
          "-validity",
          "1",
          "-ext",
          "san=ip:" + address);
    }
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(only(alias), PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private KeyStore only(String alias) throws GeneralSecurityException, IOException {
    var all = store();
    var one = empty();
    one.setKeyEntry("it", all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    return one;
  }

  /** Trusts the authority. */
  TrustManagerFactory trust() throws GeneralSecurityException, IOException {
    var trusted = empty();
    trusted.setCertificateEntry("it", store().getCertificate(AUTHORITY));
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return trust;
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private void generate(String alias, String... more) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
    command.addAll(List.of(more));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
