// Logs in against the sandbox with the generated client, and prints each step.
import {
  Configuration,
  OtpProblem,
  OtpProblemFromJSON,
  OtpVerificationFromJSON,
  ResponseError,
  SupportApi,
  TokenApi,
  VerificationApi,
} from './otp-client';
import { randomUUID } from 'node:crypto';

const [baseUrl, mobile, otherMobile] = process.argv.slice(2);
const configuration = new Configuration({
  basePath: baseUrl,
  username: 'demo',
  password: 'demo-secret',
  fetchApi: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(30_000) }),
});
const verifications = new VerificationApi(configuration);
const tokens = new TokenApi(configuration);
const support = new SupportApi(configuration);

async function logIn(): Promise<void> {
  const requested = await request(mobile);
  console.log(`requested: ${requested.status}, ${requested.remainingAttempts} attempts`);

  const code = await newestCode(mobile);
  const confirm = (otpCode: string, idempotencyKey: string) =>
    verifications.confirmOtp({
      otpConfirmBody: { requestId: requested.requestId, otpCode, mobile },
      idempotencyKey,
    });
  const wrong = await problem(confirm(code === '000000' ? '111111' : '000000', randomUUID()));
  console.log(`wrong code: ${wrong.status} ${wrong.code}, ${wrong.remainingAttempts} attempts`);

  const key = randomUUID();
  const confirmed = await confirm(code, key);
  console.log(`confirmed: ${confirmed.status} ${confirmed.mobile}`);
  const repeated = await confirm(code, key);
  console.log(`same answer: ${JSON.stringify(repeated) === JSON.stringify(confirmed)}`);

  const { status } = await verifications.getOtpStatus({ requestId: requested.requestId });
  console.log(`status: ${status}`);

  const claims = await tokens.introspectToken({
    otpTokenIntrospectionBody: { token: confirmed.verificationToken! },
  });
  console.log(`token: ${claims.active}, ${claims.phoneNumber}`);
  console.log(`same id: ${claims.sub === requested.requestId}`);
  console.log(`key: ${(await tokens.getJwks()).keys[0].use}`);

  const history = await support.listOtpHistory({ otpHistoryBody: { destinationNumber: mobile } });
  console.log(`history: ${history.data[0].status}`);
}

async function cancel(): Promise<void> {
  const { requestId } = await request(otherMobile);
  const resend = () =>
    verifications.resendOtp({ otpResendBody: { requestId }, idempotencyKey: randomUUID() });
  console.log(`resent: ${(await resend()).status}`);
  const cancelled = await verifications.cancelOtp({ requestId });
  console.log(`cancelled: ${cancelled.status}, ${cancelled.failureReason}`);
  const refused = await problem(resend());
  console.log(`resent after that: ${refused.status} ${refused.code}`);
}

// A newer server may answer values and fields that this client was not generated with.
function readUnknownValues(): void {
  const status: string = OtpVerificationFromJSON({ status: 'paused', news: 1 }).status;
  console.log(`unknown status: ${status === 'paused'}`);
}

function request(mobile: string) {
  return verifications.requestOtp({
    otpRequestBody: { mobile, clientIp: '203.0.113.7' },
    idempotencyKey: randomUUID(),
  });
}

async function newestCode(mobile: string): Promise<string> {
  const inbox = await fetch(`${baseUrl}/sandbox/inbox?mobile=${encodeURIComponent(mobile)}`);
  return (await inbox.json())[0].otp_code;
}

async function problem(call: Promise<unknown>): Promise<OtpProblem> {
  try {
    await call;
  } catch (e) {
    if (e instanceof ResponseError) {
      return OtpProblemFromJSON(await e.response.json());
    }
    throw e;
  }
  throw new Error('The call was not refused');
}

async function main(): Promise<void> {
  await logIn();
  await cancel();
  readUnknownValues();
}

main().catch((e) => {
  console.error(e);
  process.exitCode = 1;
});
