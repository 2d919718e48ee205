package dev.otpauth.runtime;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sizes Tomcat's buffers for small requests and responses: 37 KiB per request instead of 88 KiB,
 * which each request holds while it waits for the provider.
 */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers(
      SlowConnections slowConnections) {
    return tomcat -> {
      tomcat.setProtocol(DeadlineHttp11Protocol.class.getName());
      tomcat.addConnectorCustomizers(
          ConnectorConfiguration::setBufferSizes,
          connector ->
              ((DeadlineHttp11Protocol) connector.getProtocolHandler())
                  .whenClosed(slowConnections::closed));
    };
  }

  private static void setBufferSizes(Connector connector) {
    // Allocated twice; longer requests take several reads.
    connector.setProperty("socket.appReadBufSize", "1024");
    // Holds header and body of almost every response.
    connector.setProperty("socket.appWriteBufSize", "2048");
    // Trailers of a chunked body; unused.
    connector.setProperty("maxTrailerSize", "1024");
    // Sends 100 Continue only when the body is read, after authentication.
    connector.setProperty("continueResponseTiming", "onRead");
  }
}
