package dev.otpauth.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM knows of itself, asked over its local management agent. */
final class Management implements AutoCloseable {

  /** No heartbeat: a load may well keep the other JVM from answering one. */
  private static final Map<String, Object> UNCHECKED =
      Map.of("jmx.remote.x.client.connection.check.period", 0L);

  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  @SuppressWarnings("BanJNDI") // the address comes from the JVM that was started here
  Management(long pid) throws IOException {
    this.connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)), UNCHECKED);
    var connection = connector.getMBeanServerConnection();
    this.threads = ManagementFactory.getPlatformMXBean(connection, ThreadMXBean.class);
    this.memory = ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class);
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
  long allocated() {
    return threads.getTotalThreadAllocatedBytes();
  }

  /** Platform threads. */
  int threads() {
    return threads.getThreadCount();
  }

  /** Bytes of the heap that are in use once it was collected. */
  long heap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
