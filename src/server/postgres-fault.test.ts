import { expect, test } from "vitest";
import { postgresFault } from "./postgres-fault.ts";

const refusal = (code: string): Error => Object.assign(new Error("raw words"), { code, severity: "FATAL" });
const system = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

test.each([
  [refusal("28P01"), "PostgreSQL refuses the password."],
  [refusal("3D000"), "PostgreSQL has no database of this name."],
  [refusal("57014"), "PostgreSQL refuses: raw words."],
  [
    system("ECONNREFUSED", { address: "10.0.0.1", port: 5432 }),
    "PostgreSQL at 10.0.0.1:5432 does not answer (ECONNREFUSED).",
  ],
  [system("ENOTFOUND", { hostname: "db.invalid" }), "PostgreSQL at db.invalid does not answer (ENOTFOUND)."],
  [new AggregateError([system("ECONNREFUSED", { address: "::1", port: 1 })]), "PostgreSQL at ::1:1 does not"],
  [new Error("timeout expired"), "PostgreSQL does not answer."],
])("%s", (error, sentence) => {
  expect(postgresFault(error)?.message).toContain(sentence);
  expect(postgresFault(error)?.remedy).toMatch(/\.$/);
});

test.each([new Error("disk I/O error"), system("ENOSPC"), "text", undefined])(
  "%s is no such fault",
  (error) => {
    expect(postgresFault(error)).toBeUndefined();
  },
);
