import { createPublicKey, verify } from 'node:crypto';

let keys = [];

async function keyOf(issuer, kid) {
  if (!keys.some((key) => key.kid === kid)) {
    keys = (await (await fetch(`${issuer}/.well-known/jwks.json`)).json()).keys;
  }
  const key = keys.find((key) => key.kid === kid && key.alg === 'ES256');
  if (!key) throw new Error('unknown key');
  return createPublicKey({ key, format: 'jwk' });
}

/**
 * The number that was verified; rejects where the token is not good.
 * firstUse(jti) stores the token's id under a unique key, and resolves to false where it is there already.
 */
export async function verifiedPhone(token, { issuer, callerId, purpose, firstUse }) {
  const [header, payload, signature] = token.split('.');
  const { alg, typ, kid } = JSON.parse(Buffer.from(header, 'base64url'));
  if (alg !== 'ES256' || typ !== 'phone-verification+jwt') throw new Error('another kind of token');
  const key = { key: await keyOf(issuer, kid), dsaEncoding: 'ieee-p1363' };
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) throw new Error('forged');
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  if (claims.iss !== issuer) throw new Error('from another issuer');
  if (claims.aud !== callerId) throw new Error('for another caller');
  if (claims.purpose !== purpose) throw new Error('for another purpose');
  if (!(claims.exp > Date.now() / 1000)) throw new Error('expired');
  if (!(await firstUse(claims.jti))) throw new Error('used before');
  return claims.phone_number;
}
