// What the flow uses of Node, in place of its type definitions.
declare const process: { argv: string[]; exitCode?: number };
declare module 'node:crypto' {
  export function randomUUID(): string;
}
