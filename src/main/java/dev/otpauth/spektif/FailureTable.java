package dev.otpauth.spektif;

import dev.otpauth.spektif.SingleResponseHandler.NotAsked;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Maps the exceptions of a failed exchange to an {@link OutageCause}; the first matching row wins.
 */
final class FailureTable {

  private static final Pattern PROXY_STATUS = Pattern.compile("status: (\\d{3})\\b");

  private static final List<Row> ROWS =
      List.of(
          new Row(it -> proxySaid(it, "407"), OutageCause.PROXY_CREDENTIALS),
          new Row(it -> proxySaid(it, "403"), OutageCause.PROXY_DENIES),
          new Row(ProxyConnectException.class::isInstance, OutageCause.PROXY_FAILS),
          new Row(CertificateExpiredException.class::isInstance, OutageCause.CERTIFICATE_EXPIRED),
          new Row(
              CertificateNotYetValidException.class::isInstance, OutageCause.CERTIFICATE_EXPIRED),
          new Row(CertPathBuilderException.class::isInstance, OutageCause.CERTIFICATE_UNTRUSTED),
          // The JDK throws this very class for a host name mismatch; for other faults it throws
          // subclasses.
          new Row(
              it -> it.getClass() == CertificateException.class,
              OutageCause.CERTIFICATE_OF_ANOTHER_HOST),
          new Row(NotSslRecordException.class::isInstance, OutageCause.NO_TLS),
          new Row(TlsAlert.TlsExpected.class::isInstance, OutageCause.TLS_EXPECTED),
          new Row(DnsNameResolverTimeoutException.class::isInstance, OutageCause.DNS_SILENT),
          new Row(UnknownHostException.class::isInstance, OutageCause.HOST_UNKNOWN),
          new Row(UnresolvedAddressException.class::isInstance, OutageCause.HOST_UNKNOWN),
          new Row(SSLException.class::isInstance, OutageCause.TLS_FAILED),
          new Row(ConnectTimeoutException.class::isInstance, OutageCause.CONNECT_TIMEOUT),
          new Row(NoRouteToHostException.class::isInstance, OutageCause.NO_ROUTE),
          new Row(FailureTable::isWithoutNetwork, OutageCause.NO_ROUTE),
          new Row(ConnectException.class::isInstance, OutageCause.CONNECTION_REFUSED),
          new Row(ReadTimeoutException.class::isInstance, OutageCause.RESPONSE_TIMEOUT),
          new Row(TimeoutException.class::isInstance, OutageCause.RESPONSE_TIMEOUT),
          new Row(NotAsked.class::isInstance, OutageCause.BROKEN_ANSWER),
          new Row(IOException.class::isInstance, OutageCause.CONNECTION_LOST));

  private FailureTable() {}

  /**
   * Returns the outage for the exceptions.
   *
   * @param chain from the failure down to its root cause
   */
  static Outage outage(List<Throwable> chain) {
    var cause =
        ROWS.stream()
            .filter(row -> chain.stream().anyMatch(row.fits()))
            .findFirst()
            .map(Row::cause)
            .orElse(OutageCause.BROKEN_ANSWER);
    return cause.withEvidence(proxyAnswer(chain));
  }

  private static boolean proxySaid(Throwable failure, String status) {
    return failure instanceof ProxyConnectException && statusOf(failure).equals(status);
  }

  private static String proxyAnswer(List<Throwable> chain) {
    return chain.stream()
        .map(FailureTable::statusOf)
        .filter(it -> !it.isEmpty())
        .findFirst()
        .map(it -> "HTTP " + it)
        .orElse("no answer");
  }

  /** Netty reports the proxy's status in the message only. */
  private static String statusOf(Throwable failure) {
    var matcher = PROXY_STATUS.matcher(String.valueOf(failure.getMessage()));
    return failure instanceof ProxyConnectException && matcher.find() ? matcher.group(1) : "";
  }

  /** Neither Netty nor the JDK has an exception class for this. */
  private static boolean isWithoutNetwork(Throwable failure) {
    return failure instanceof IOException
        && String.valueOf(failure.getMessage()).contains("Network is unreachable");
  }

  private record Row(Predicate<Throwable> fits, OutageCause cause) {}
}
