package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Another version of the service, in the same turns. */
record Beside(Stage stage) {

  private static final String NAME = "other version";

  void measure(Subject service, Path jar) throws IOException, InterruptedException, SQLException {
    var work = Files.createDirectories(stage.work().resolve("beside"));
    var image = Image.of(jar, work);
    var other =
        new Stage(stage.options(), stage.report(), stage.database(), stage.provider(), image, work);
    stage.report().title("Beside another version: " + jar.getFileName());
    Training.of(other, "training_beside");
    var server = Servers.service(other, "beside", true);
    try (var version = Subject.service(NAME, other, "beside", List.of(server))) {
      stage.warmUp(version);
      stage.report().say("");
      compare(service, version);
    }
  }

  private void compare(Subject service, Subject version)
      throws IOException, InterruptedException, SQLException {
    var turns = Turns.take(stage.options(), () -> turn(service, version));
    stage.report().table(turns);
    stage.report().say("");
    for (var what : turns.subjects()) {
      if (what.startsWith(service.name())) {
        var same = what.replaceFirst(service.name(), NAME);
        stage.report().ratio(turns, what, same, Run.RATE, "The same work.");
      }
    }
  }

  private List<Run> turn(Subject service, Subject version)
      throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    return List.of(
        service.request(options.connections(), options.run()),
        version.request(options.connections(), options.run()),
        service.confirm(options.connections(), options.confirms()),
        version.confirm(options.connections(), options.confirms()),
        service.partlyRefused(options.connections(), options.run()),
        version.partlyRefused(options.connections(), options.run()),
        service.lone(options.run()),
        version.lone(options.run()));
  }
}
