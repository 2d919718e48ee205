package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otpauth.problem.ProblemType;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Creates an example of each problem, in English. */
class ProblemExamples {

  private final MessageSource messages;

  ProblemExamples(MessageSource messages) {
    this.messages = messages;
  }

  /** Returns the examples by problem code; the prose adds further members. */
  ObjectNode all() {
    var examples = JsonNodeFactory.instance.objectNode();
    for (var type : ProblemType.values()) {
      examples
          .putObject(type.code())
          .put("summary", type.title())
          .putObject("value")
          .put("type", type.uri())
          .put("title", type.title())
          .put("status", type.status().value())
          .put("detail", messages.getMessage("problem." + type.code(), null, Locale.ENGLISH))
          .put("instance", "/auth/otp/request")
          .put("code", type.code());
    }
    return examples;
  }
}
