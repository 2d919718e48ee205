package dev.otpauth.sandbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the messages on simulated phones, codes excepted, and sends answers from a phone. */
@Profile("sandbox")
@RestController
class PhoneMessageController {

  private static final int SHOWN = 50;

  private final Conversations conversations;
  private final ImageStore images;

  PhoneMessageController(Conversations conversations, ImageStore images) {
    this.conversations = conversations;
    this.images = images;
  }

  static String path(long picture) {
    return "/sandbox/pictures/" + picture;
  }

  /**
   * Returns the 50 newest messages to and from a phone, newest first.
   *
   * @param mobile a number in any usual form; all phones if absent
   */
  @GetMapping("/sandbox/messages")
  ResponseEntity<?> messages(@RequestParam(required = false) @Nullable String mobile) {
    if (mobile == null || mobile.isBlank()) {
      return ResponseEntity.ok(newest(Optional.empty()));
    }
    var phone = Msisdn.parse(mobile);
    return phone.isEmpty() ? SandboxPageController.noNumber() : ResponseEntity.ok(newest(phone));
  }

  /** Sends an answer from a phone. Takes JSON only, which other sites cannot send. */
  @PostMapping(path = "/sandbox/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> answer(@RequestBody Answer answer) {
    var phone = Optional.ofNullable(answer.mobile()).flatMap(Msisdn::parse);
    if (phone.isEmpty()) {
      return SandboxPageController.noNumber();
    }
    var text = Optional.ofNullable(answer.text()).map(String::strip).orElse("");
    if (text.isEmpty() || text.length() > MessageDraft.MAX_CHARACTERS) {
      return SandboxPageController.problem(HttpStatus.BAD_REQUEST, "text has 1 to 4096 characters");
    }
    return switch (conversations.receive(phone.get(), text)) {
      case MessageOutcome.Sent(var message) ->
          ResponseEntity.status(HttpStatus.CREATED).body(PhoneMessage.of(message));
      case MessageOutcome.Blocked _ ->
          SandboxPageController.problem(HttpStatus.CONFLICT, "the account has blocked this number");
    };
  }

  @GetMapping("/sandbox/pictures/{id}")
  ResponseEntity<Resource> picture(@PathVariable long id) {
    return images
        .find(id)
        .map(it -> ResponseEntity.ok().contentType(it.type()).body(it.content()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private List<PhoneMessage> newest(Optional<Msisdn> phone) {
    return conversations.messages(phone).stream().limit(SHOWN).map(PhoneMessage::of).toList();
  }

  /** An answer from a phone. {@link #toString} omits it. */
  record Answer(@Nullable String mobile, @Nullable String text) {
    @Override
    public String toString() {
      return "Answer";
    }
  }
}
