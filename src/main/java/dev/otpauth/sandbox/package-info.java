/**
 * Simulates Spektif's API over HTTP, with the phones that receive its messages. Active in profile
 * {@code sandbox} only.
 *
 * <p>It shares no code with the adapter to Spektif, so that an error in the adapter cannot be
 * hidden by the same error here. The provider's documentation does not give the HTTP status or
 * remark of every error; the simulator uses these for codes:
 *
 * <table>
 *   <caption>Errors of OTP</caption>
 *   <tr><th>what happened</th><th>status</th><th>remark</th></tr>
 *   <tr><td>credential missing or wrong</td><td>401</td><td>Unauthorized</td></tr>
 *   <tr><td>field missing or malformed (the message names it)</td>
 *       <td>422</td><td>validation_error</td></tr>
 *   <tr><td>unknown reference</td><td>404</td><td>not_found</td></tr>
 *   <tr><td>wrong code, with the attempts left; 0 after the fifth one</td>
 *       <td>400</td><td>invalid_code</td></tr>
 *   <tr><td>any code after the fifth wrong one</td><td>400</td><td>max_attempts_exceeded</td></tr>
 *   <tr><td>verify of a code that is expired, replaced, verified or undeliverable; resend of a
 *       verified one</td><td>400</td><td>expired</td></tr>
 *   <tr><td>fourth send to a number within ten minutes</td>
 *       <td>429</td><td>rate_limit_exceeded</td></tr>
 *   <tr><td>a path that is no operation, with any credentials</td><td>404</td><td>not_found</td></tr>
 *   <tr><td>an operation with another HTTP method</td><td>200</td><td>exception</td></tr>
 *   <tr><td>a number ending in 0500</td><td>500</td><td>server_error</td></tr>
 *   <tr><td>a number ending in 0520, after the message was sent</td>
 *       <td>200</td><td>exception</td></tr>
 *   <tr><td>a number ending in 0402</td><td>200</td><td>subscription_required</td></tr>
 *   <tr><td>a number ending in 0302</td>
 *       <td>302</td><td>none: an HTML page that redirects to {@code …/maintenance}</td></tr>
 * </table>
 *
 * <p>Contacts and inbox answer errors with HTTP 200, except 401 for wrong credentials:
 *
 * <table>
 *   <caption>Errors of contacts and inbox</caption>
 *   <tr><th>what happened</th><th>remark</th></tr>
 *   <tr><td>missing, malformed, too long or too large fields, with a message for each; two kinds of
 *       content in one message; a number that another contact has</td>
 *       <td>validation_error</td></tr>
 *   <tr><td>a change without both names, although the documentation does not require them</td>
 *       <td>validation_error</td></tr>
 *   <tr><td>an invalid page or filter</td><td>validation_error</td></tr>
 *   <tr><td>change of an unknown contact</td><td>unknown_contact</td></tr>
 *   <tr><td>any other unknown record, a template that is not approved, a message to a blocked
 *       contact</td><td>not_found</td></tr>
 *   <tr><td>deletion of a contact that has messages, or is blocked</td><td>contact_error</td></tr>
 *   <tr><td>a new contact whose number ends in 0507</td><td>contact_limit_error</td></tr>
 *   <tr><td>a profile image whose bytes are no image</td><td>image_upload_error</td></tr>
 *   <tr><td>a body of more than 128 MiB, or with more than 64 KiB of texts</td>
 *       <td>exception</td></tr>
 * </table>
 *
 * <p>A search covers first name, last name, mobile without the country code, and e-mail. A message
 * to a phone starts a pending conversation; a message from a phone makes it unread.
 *
 * <p>{@link dev.otpauth.sandbox.ScriptedBehaviour} lists the numbers with a special behaviour.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
