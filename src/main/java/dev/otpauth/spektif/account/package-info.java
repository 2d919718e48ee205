/**
 * Detects whether the provider accepts our account: probes, the breaker for authentication
 * failures, the current problems, and their health details.
 *
 * <p>It does not depend on the rest of the adapter, which
 *
 * <ul>
 *   <li>calls {@link dev.otpauth.spektif.account.AuthFailureGate} before each call, and reports the
 *       result to it and to {@link dev.otpauth.spektif.account.AccountProblems}: a {@link
 *       dev.otpauth.spektif.account.CallKind} that was accepted, or refused with a {@link
 *       dev.otpauth.spektif.account.Diagnosis} of a {@link
 *       dev.otpauth.spektif.account.AccountProblemCause};
 *   <li>uses {@link dev.otpauth.spektif.account.Probe} to check whether our account is accepted,
 *       and {@link dev.otpauth.spektif.account.AccountHealth} to report problems;
 *   <li>implements {@link dev.otpauth.spektif.account.ProbeTarget}, which returns a {@link
 *       dev.otpauth.spektif.account.ProbeAnswer}, and configures {@link
 *       dev.otpauth.spektif.account.ProbeProperties}.
 * </ul>
 *
 * <p>No other type is public.
 */
@NullMarked
package dev.otpauth.spektif.account;

import org.jspecify.annotations.NullMarked;
