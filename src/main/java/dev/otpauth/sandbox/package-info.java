/**
 * Spektif's API, simulated over real HTTP, and the phones it writes to. Profile `sandbox` only.
 *
 * <p>Nothing here is shared with the adapter to the real Spektif, so that one mistake about the
 * wire cannot hide another. Where the provider's documentation names a remark but no HTTP status,
 * or neither, the simulator answers about codes:
 *
 * <table>
 *   <caption>Errors of OTP</caption>
 *   <tr><th>what happened</th><th>status</th><th>remark</th></tr>
 *   <tr><td>credential missing or wrong</td><td>401</td><td>Unauthorized</td></tr>
 *   <tr><td>field missing or malformed (the message names it)</td>
 *       <td>422</td><td>validation_error</td></tr>
 *   <tr><td>unknown reference</td><td>404</td><td>not_found</td></tr>
 *   <tr><td>wrong code, with what is left; the fifth one leaves 0</td>
 *       <td>400</td><td>invalid_code</td></tr>
 *   <tr><td>any code after the fifth wrong one</td><td>400</td><td>max_attempts_exceeded</td></tr>
 *   <tr><td>verify of a code that expired, was sent anew, is used already or could not be
 *       delivered; resend of a used one</td><td>400</td><td>expired</td></tr>
 *   <tr><td>fourth send to a number within ten minutes</td>
 *       <td>429</td><td>rate_limit_exceeded</td></tr>
 *   <tr><td>a path that is no operation, whoever asks</td><td>404</td><td>not_found</td></tr>
 *   <tr><td>an operation by another method</td><td>200</td><td>exception</td></tr>
 *   <tr><td>a number ending in 0500</td><td>500</td><td>server_error</td></tr>
 *   <tr><td>a number ending in 0520, after the message was sent</td>
 *       <td>200</td><td>exception</td></tr>
 *   <tr><td>a number ending in 0402</td><td>200</td><td>subscription_required</td></tr>
 *   <tr><td>a number ending in 0302</td>
 *       <td>302</td><td>none: HTML, and a redirect to {@code …/maintenance}</td></tr>
 * </table>
 *
 * <p>Contacts and inbox answer errors with HTTP 200, save for the credentials' 401:
 *
 * <table>
 *   <caption>Errors of contacts and inbox</caption>
 *   <tr><th>what happened</th><th>remark</th></tr>
 *   <tr><td>fields missing, malformed, too long, too large or of a wrong type, each with a sentence;
 *       two kinds of message at once; a number that another contact has</td>
 *       <td>validation_error</td></tr>
 *   <tr><td>a change without both names, which the documentation does not ask for</td>
 *       <td>validation_error</td></tr>
 *   <tr><td>a page or filter that is none</td><td>validation_error</td></tr>
 *   <tr><td>change of an unknown contact</td><td>unknown_contact</td></tr>
 *   <tr><td>any other unknown row, a template that is not approved, a message to a blocked
 *       contact</td><td>not_found</td></tr>
 *   <tr><td>deletion of a contact that has messages, or is blocked</td><td>contact_error</td></tr>
 *   <tr><td>a new contact whose number ends in 0507</td><td>contact_limit_error</td></tr>
 *   <tr><td>a profile image by its name, but not by its bytes</td><td>image_upload_error</td></tr>
 *   <tr><td>a body of more than 128 MiB, or with more than 64 KiB of texts</td>
 *       <td>exception</td></tr>
 * </table>
 *
 * <p>A search looks at first name, last name, mobile without the country's code, and e-mail. A
 * conversation that a message begins is pending; one that a phone writes to is unread.
 *
 * <p>The numbers with a behaviour of their own are in {@link
 * dev.otpauth.sandbox.ScriptedBehaviour}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
