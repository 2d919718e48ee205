package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority of the test's own, and servers with certificates by it; made by the JDK's keytool.
 */
final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path directory;

  Certificates(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    keytool("ca", "-genkeypair", "-keyalg", "EC", "-dname", "CN=Authority", "-ext", "bc:c");
    keytool("ca", "-exportcert", "-rfc", "-file", file("ca.pem"));
    keytool("trust", "-importcert", "-noprompt", "-file", file("ca.pem"));
  }

  /** Sockets that show a certificate for that address, valid from then on for a day. */
  SSLServerSocketFactory server(String address, String start)
      throws IOException, InterruptedException, GeneralSecurityException {
    var name = "server" + start.hashCode() + address.hashCode();
    keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=Server");
    keytool(name, "-certreq", "-file", file("request.pem"));
    keytool(
        "ca",
        "-gencert",
        "-rfc",
        "-startdate",
        start,
        "-validity",
        "1",
        "-ext",
        "san=ip:" + address,
        "-infile",
        file("request.pem"),
        "-outfile",
        file("server.pem"));
    var chain = Files.readString(directory.resolve("server.pem"), UTF_8);
    Files.writeString(
        directory.resolve("server.pem"),
        chain + Files.readString(directory.resolve("ca.pem"), UTF_8),
        UTF_8);
    keytool(name, "-importcert", "-noprompt", "-file", file("server.pem"));
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(name), PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  /** Trusts the authority. */
  TrustManagerFactory trust() throws GeneralSecurityException, IOException {
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store("trust"));
    return trust;
  }

  private KeyStore store(String name) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), PASSWORD);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void keytool(String store, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "it", "-keystore", file(store + ".p12"), "-storepass", "changeit"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
