package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** What the service does by timers, done at once. */
public record Jobs(ApplicationContext context) {

  /** Runs that method, or all of a class. */
  public void run(String name) {
    assertThat(runAll(name)).as(name).isNotEmpty();
  }

  /** Runs all of them, and tells which. */
  public List<String> runAll() {
    return runAll("dev.otpauth.");
  }

  /** Runs all of them as their timers do, which go on after a failure. */
  public void runAllSurviving() {
    assertThatCode(this::runAll).doesNotThrowAnyException();
  }

  private List<String> runAll(String part) {
    var ran = new ArrayList<String>();
    for (var holder : context.getBeansOfType(ScheduledTaskHolder.class).values()) {
      for (var task : holder.getScheduledTasks()) {
        if (task.toString().contains(part)) {
          task.getTask().getRunnable().run();
          ran.add(task.toString());
        }
      }
    }
    return ran;
  }
}
