import { z } from "zod";
import { readSyslogAddress, type SyslogAddress } from "../audit/syslog-place.ts";
import { leaf, section, variablePattern } from "./leaf.ts";
import { duration } from "./leaves.ts";

const file = leaf<string, string>({
  expected: "the path of a file; ~ is not replaced, so write ${HOME} instead",
  json: { type: "string", minLength: 1 },
  read: (value) => (typeof value === "string" && /^(?!~)[^\0]{1,4096}$/.test(value) ? value : undefined),
});

const syslog = leaf<string, SyslogAddress>({
  expected: "an address such as udp://127.0.0.1:514, tcp://logs.example:601 or unix:/run/syslog.sock",
  json: { type: "string", pattern: `^(udp://|tcp://|unix:/)|${variablePattern}` },
  read: (value) => (typeof value === "string" ? readSyslogAddress(value) : undefined),
});

const word = z.string({ error: "a program and its words, each a text" }).min(1).max(4096);

/** The section `audit` of the settings. */
export const auditSchema = section("The audit log.", {
  checkpoints: section(
    "Where it is signed how far the log has come: best where whoever can change the database cannot change anything. Several may be named; each gets all.",
    {
      file: file
        .optional()
        .describe(
          "A file, relative to this one, to which lines are added. By default audit-checkpoints.jsonl in the data folder, unless another place is named.",
        ),
      syslog: syslog.optional().describe("A syslog that takes RFC 5424."),
      command: z
        .array(word)
        .min(1)
        .optional()
        .describe("A program and its words. It gets each line on standard input; no shell is involved."),
    },
  ),
  every: duration("1s", "24h")
    .prefault("1m")
    .describe("How long after one checkpoint the next one is written, where the log has grown."),
  signingKey: file
    .optional()
    .describe(
      "The file with the key that signs, relative to this one; it is made when it is missing. By default audit.key in the data folder.",
    ),
  otherKeys: z
    .array(file)
    .max(100)
    .default([])
    .describe(
      "Files with public keys, relative to this one, whose signatures count as well: of other machines on the same database, and of keys that signed before this one.",
    ),
  retention: duration("24h", "87600h").optional().describe("How long entries are kept. By default for ever."),
});
