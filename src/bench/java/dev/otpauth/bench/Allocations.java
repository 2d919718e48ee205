package dev.otpauth.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM has allocated, asked over its local management agent. */
final class Allocations implements AutoCloseable {

  private final JMXConnector connector;
  private final ThreadMXBean threads;

  @SuppressWarnings("BanJNDI") // the address comes from the JVM that was started here
  Allocations(long pid) throws IOException {
    this.connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
    this.threads =
        ManagementFactory.getPlatformMXBean(
            connector.getMBeanServerConnection(), ThreadMXBean.class);
  }

  private static String agent(long pid) throws IOException {
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /** Bytes since its start, by all threads. */
  long bytes() {
    return threads.getTotalThreadAllocatedBytes();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
