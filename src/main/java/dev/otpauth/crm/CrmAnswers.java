package dev.otpauth.crm;

import dev.otpauth.crm.CrmOutcome.Answered;
import dev.otpauth.crm.CrmOutcome.InUse;
import dev.otpauth.crm.CrmOutcome.Stopped;
import dev.otpauth.problem.Problem;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.problem.Problems;
import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmResult;
import dev.otpauth.provider.Failure;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Translates outcomes into HTTP responses. */
@Component
class CrmAnswers {

  private final Problems problems;

  CrmAnswers(Problems problems) {
    this.problems = problems;
  }

  ResponseEntity<?> answer(CrmOutcome outcome, HttpServletRequest http) {
    return switch (outcome) {
      case Stopped(var fault) -> problems.answer(problems.of(fault, http), http);
      case Answered(var call, var result) ->
          CrmProblems.of(outcome)
              .<ResponseEntity<?>>map(problem -> problems.answer(problem, http))
              .orElseGet(() -> success(call, result));
      case InUse _ -> problems.answer(CrmProblems.of(outcome).orElseThrow(), http);
    };
  }

  private static ResponseEntity<?> success(CrmCall call, CrmResult result) {
    return switch (result) {
      case CrmResult.Done(var data) -> done(call, data);
      case CrmResult.Listed listed -> ResponseEntity.ok(PageBody.of(listed));
      case CrmResult.Invalid _, CrmResult.Conflict _, CrmResult.NotFound _, Failure _ ->
          throw new IllegalArgumentException("a problem");
    };
  }

  private static ResponseEntity<?> done(CrmCall call, JsonNode data) {
    return switch (call) {
      case CrmCall.CreateContact _ -> ResponseEntity.status(HttpStatus.CREATED).body(data);
      case CrmCall.DeleteContact _, CrmCall.ChangeStatus _ -> ResponseEntity.noContent().build();
      case CrmCall.SearchContacts _,
          CrmCall.UpdateContact _,
          CrmCall.SearchConversations _,
          CrmCall.GetConversation _,
          CrmCall.SendMessage _,
          CrmCall.SendTemplate _,
          CrmCall.SearchTemplates _ ->
          ResponseEntity.ok(data);
    };
  }

  /** Returns the response for an id that cannot exist. */
  ResponseEntity<?> notFound(HttpServletRequest http) {
    return problems.answer(Problem.of(ProblemType.NOT_FOUND), http);
  }
}
