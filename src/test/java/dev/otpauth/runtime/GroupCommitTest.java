package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(30)
class GroupCommitTest {

  private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gate = new CountDownLatch(1);
  private final GroupCommit<Integer, String> commit =
      new GroupCommit<>(this::written, item -> written(List.of(item)).getFirst());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Thread> threads = new ArrayList<>();

  /** The exception for a group with a negative item. */
  private RuntimeException failing = new IllegalArgumentException("negative");

  @AfterEach
  void everybodyGoes() {
    gate.countDown();
    callers.close();
  }

  @Test
  void aLoneItemIsWrittenAtOnce() {
    gate.countDown();
    assertThat(commit.write(1)).isEqualTo("1 is written");
    assertThat(commit.write(2)).isEqualTo("2 is written");
    assertThat(groups).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whatComesMeanwhileGoesTogetherAndAtMostSoMany() throws Exception {
    var answers = heldUp(IntStream.rangeClosed(0, GroupCommit.MOST + 2).toArray());
    gate.countDown();
    for (var i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(i + " is written");
    }
    assertThat(groups).extracting(List::size).containsExactly(1, GroupCommit.MOST, 2);
    assertThat(groups).flatExtracting(it -> it).isSorted();
  }

  @Test
  void whatFailsFailsForItsGroupAlone() throws Exception {
    var answers = heldUp(0, 1, -2, 3);
    gate.countDown();
    assertThat(answers.getFirst().get()).isEqualTo("0 is written");
    assertThat(answers.subList(1, 4))
        .allSatisfy(answer -> assertThatThrownBy(answer::get).cause().isSameAs(failing));
    assertThat(commit.write(5)).isEqualTo("5 is written");
  }

  /**
   * PostgreSQL errors with a certain rollback: cardinality, data, constraint, deadlock, lock
   * timeout.
   */
  @ParameterizedTest
  @ValueSource(strings = {"21000", "22021", "23505", "40001", "40P01", "55P03"})
  void aGroupThatIsCertainlyUndoneIsWrittenAgainOneByOne(String state) throws Exception {
    failing = failed(state);
    var answers = heldUp(0, 1, -2, 3);
    gate.countDown();
    for (var i : List.of(0, 1, 3)) {
      assertThat(answers.get(i).get()).isEqualTo(i + " is written");
    }
    assertThatThrownBy(answers.get(2)::get).hasCause(failing);
    assertThat(groups)
        .containsExactlyInAnyOrder(
            List.of(0), List.of(1, -2, 3), List.of(1), List.of(-2), List.of(3));
  }

  /** Failures with an unknown outcome: lost connection, full disk, statement timeout, bug. */
  @ParameterizedTest
  @ValueSource(strings = {"08006", "53100", "57014", "57P01", "XX000", "40"})
  void aGroupThatMayBeWrittenIsNotWrittenAgain(String state) throws Exception {
    failing = failed(state);
    var answers = heldUp(0, 1, -2, 3);
    gate.countDown();
    assertThat(answers.getFirst().get()).isEqualTo("0 is written");
    assertThat(answers.subList(1, 4))
        .allSatisfy(it -> assertThatThrownBy(it::get).hasCause(failing));
    assertThat(groups).containsExactly(List.of(0), List.of(1, -2, 3));
  }

  /** Written alone, so that others do not wait for it. */
  @Test
  void aLoneItemThatIsUndoneIsWrittenAgainByItself() {
    failing = failed("40001");
    gate.countDown();
    assertThatThrownBy(() -> commit.write(-1)).isSameAs(failing);
    assertThat(groups).containsExactly(List.of(-1), List.of(-1));
  }

  private static RuntimeException failed(String state) {
    return new DataAccessResourceFailureException("no", new SQLException("no", state));
  }

  @Test
  void anErrorLeavesNobodyWaiting() {
    var broken =
        new GroupCommit<Integer, String>(
            _ -> {
              throw new StackOverflowError();
            },
            item -> item + " is written alone");
    assertThatThrownBy(() -> broken.write(1)).isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> broken.write(2)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void anInterruptedCallerLearnsWhatBecameOfItsItem() throws Exception {
    var _ = heldUp(0);
    var interrupted = call(() -> commit.write(1) + Thread.currentThread().isInterrupted());
    threads.getLast().interrupt();
    waits(threads.getLast());
    gate.countDown();
    assertThat(interrupted.get()).isEqualTo("1 is writtentrue");
  }

  @Test
  void manyCallersAllGetTheirOwn() throws Exception {
    gate.countDown();
    var answers =
        callers.invokeAll(
            IntStream.range(0, 2_000)
                .<Callable<String>>mapToObj(i -> () -> commit.write(i))
                .toList());
    for (var i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(i + " is written");
    }
    assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(2_000);
  }

  /** The first item is being written until the gate opens; the others wait in order. */
  private List<Future<String>> heldUp(int... items) {
    var answers = new ArrayList<Future<String>>();
    for (var item : items) {
      answers.add(call(() -> commit.write(item)));
    }
    return answers;
  }

  private <T> Future<T> call(Callable<T> call) {
    var task = new FutureTask<>(call);
    threads.add(Thread.startVirtualThread(task));
    waits(threads.getLast());
    return task;
  }

  private static void waits(Thread thread) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
  }

  private List<String> written(List<Integer> group) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    groups.add(group);
    if (group.stream().anyMatch(it -> it < 0)) {
      throw failing;
    }
    return group.stream().map(it -> it + " is written").toList();
  }
}
