package dev.otpauth.runtime;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tomcat's buffers in the size of our requests and answers. A request in flight holds all of them
 * while the provider takes its time: 37 KiB instead of the 88 KiB that Tomcat has for pages.
 */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> leanConnector(
      SlowConnections slowPeers) {
    return tomcat -> {
      tomcat.setProtocol(DeadlineHttp11Protocol.class.getName());
      tomcat.addConnectorCustomizers(
          ConnectorConfiguration::sized,
          connector ->
              ((DeadlineHttp11Protocol) connector.getProtocolHandler())
                  .whenClosed(slowPeers::closed));
    };
  }

  private static void sized(Connector connector) {
    // Held twice; what is longer than one read is read in several.
    connector.setProperty("socket.appReadBufSize", "1024");
    // Head and body of almost every answer in one write.
    connector.setProperty("socket.appWriteBufSize", "2048");
    // Of a chunked body, nobody sends any.
    connector.setProperty("maxTrailerSize", "1024");
    // Whoever asks before it sends a large body (Expect: 100-continue) is told by whoever reads it:
    // not before it is known
    // who asks, and that the body is wanted.
    connector.setProperty("continueResponseTiming", "onRead");
  }
}
