import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks or applies the formatting of every Java file below the given folders. */
class Format {
  public static void main(String[] args) throws Exception {
    var apply = args[0].equals("apply");
    var unformatted = new ArrayList<Path>();
    for (var folder : List.of(args).subList(1, args.length)) {
      try (var files = Files.walk(Path.of(folder))) {
        for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          var source = Files.readString(file);
          var formatted = new Formatter().formatSourceAndFixImports(source);
          if (!formatted.equals(source)) {
            unformatted.add(file);
            if (apply) {
              Files.writeString(file, formatted);
            }
          }
        }
      }
    }
    unformatted.forEach(
        file -> System.out.println((apply ? "formatted " : "not formatted: ") + file));
    if (!apply && !unformatted.isEmpty()) {
      System.out.println("Run: ./mvnw -Pformat validate");
      System.exit(1);
    }
  }
}
