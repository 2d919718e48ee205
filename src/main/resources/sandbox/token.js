// Decodes a verification token (a JWT) for reading; checking its signature is a backend's task.

/** Returns the header and the claims as indented JSON, or null where there is no token. */
export function decode(token) {
  if (!token) {
    return null;
  }
  const [header, claims] = token.split(".").slice(0, 2).map(json);
  return {header, claims};
}

function json(part) {
  const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  const text = new TextDecoder().decode(Uint8Array.from(binary, character => character.charCodeAt(0)));
  return JSON.stringify(JSON.parse(text), null, 2);
}
