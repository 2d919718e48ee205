/**
 * Whether the provider accepts our account: probes, the breaker for authentication failures, the
 * problems there are, and what health tells of them.
 *
 * <p>It knows nothing of the rest of the adapter, which
 *
 * <ul>
 *   <li>asks {@link dev.otpauth.spektif.account.AuthFailureGate} before each call, and tells it and
 *       {@link dev.otpauth.spektif.account.AccountProblems} what came of it: a {@link
 *       dev.otpauth.spektif.account.CallKind} that was accepted, or refused with a {@link
 *       dev.otpauth.spektif.account.Diagnosis} of a {@link
 *       dev.otpauth.spektif.account.AccountProblemCause};
 *   <li>asks {@link dev.otpauth.spektif.account.Probe} whether our account was accepted just now,
 *       and {@link dev.otpauth.spektif.account.AccountHealth} what is wrong;
 *   <li>implements {@link dev.otpauth.spektif.account.ProbeTarget}, whose {@link
 *       dev.otpauth.spektif.account.ProbeAnswer} a probe reads, and sets {@link
 *       dev.otpauth.spektif.account.ProbeProperties}.
 * </ul>
 *
 * <p>These are its surface; nothing else is public.
 */
@NullMarked
package dev.otpauth.spektif.account;

import org.jspecify.annotations.NullMarked;
