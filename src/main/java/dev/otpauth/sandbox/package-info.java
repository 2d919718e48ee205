/**
 * Spektif's API, simulated over real HTTP, and the inbox of its phones. Profile `sandbox` only.
 *
 * <p>Nothing here is shared with the adapter to the real Spektif, so that one mistake about the
 * wire cannot hide another. Where the provider's documentation names a remark but no HTTP status,
 * or neither, the simulator answers:
 *
 * <table>
 *   <caption>Errors</caption>
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
 *   <tr><td>a number ending in 0500</td><td>500</td><td>server_error</td></tr>
 *   <tr><td>a number ending in 0520, after the message was sent</td>
 *       <td>200</td><td>exception</td></tr>
 *   <tr><td>a number ending in 0402</td><td>200</td><td>subscription_required</td></tr>
 *   <tr><td>a number ending in 0302</td>
 *       <td>302</td><td>none: HTML, and a redirect to {@code …/maintenance}</td></tr>
 * </table>
 *
 * <p>The numbers with a behaviour of their own are in {@link dev.otpauth.sandbox.Script}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.otpauth.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
