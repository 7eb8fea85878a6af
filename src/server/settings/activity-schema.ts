import { z } from "zod";
import { Secret } from "../../lib/secret.ts";
import { leaf, mapping, section, variablePattern } from "./leaf.ts";
import { byteSize, choice, duration, flag } from "./leaves.ts";

const contentWishes = ["none", "errors", "all"] as const;

const content = choice(contentWishes);
const retention = duration("1h", "87600h");

const projectId = z.string().regex(/^[\w-]{1,100}$/, { error: "the id of a project, such as proj_default" });

/** The section `log.requests`. */
export const requestLogSchema = section("The request log: a row for each call.", {
  enabled: flag.prefault(true).describe("Whether there is one. The rules for anomalies read it, too."),
  content: content
    .prefault("none")
    .describe(
      "Whether what was asked and answered is kept with it: of no call, of those that failed, or of all.",
    ),
  retention: retention.prefault("720h").describe("How long rows, and what was said, are kept."),
  maxBytes: byteSize("1KiB", "1MiB")
    .prefault("64KiB")
    .describe("How much is kept of each question and each answer, where they are."),
  projects: mapping(
    "What is different for single projects, by their ids.",
    projectId,
    z.strictObject({
      content: content.optional().describe("As `log.requests.content`, for this project."),
      retention: retention.optional().describe("As `log.requests.retention`, for this project."),
    }),
  ),
});

const webhookUrl = leaf<string | Secret, Secret>({
  expected:
    "an address that begins with https:// (or http:// with private: true) and has no user name and no fragment",
  json: { type: "string", pattern: `^https?://|${variablePattern}` },
  read: (value) => {
    if (value instanceof Secret) return value;
    if (typeof value !== "string" || !/^https?:\/\/[^/\s\\#]+[^\s\\#]*$/i.test(value)) return undefined;
    const url = URL.parse(value);
    return url === null || url.username !== "" || url.password !== "" ? undefined : new Secret(url.href);
  },
});

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const webhookSecret = leaf<string | Secret, Secret>({
  expected:
    "whsec_ and 24 to 64 random bytes in base64, such as `echo whsec_$(openssl rand -base64 32)` prints",
  json: { type: "string", pattern: `^whsec_|${variablePattern}` },
  read: (value) => {
    if (value instanceof Secret) return value;
    if (typeof value !== "string" || !/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value.trim())) return undefined;
    const size = Buffer.from(value.trim().slice("whsec_".length), "base64").length;
    return size >= 24 && size <= 64 ? new Secret(value.trim()) : undefined;
  },
});

/** The section `anomalies`. */
export const anomaliesSchema = section(
  "What looks unusual in the requests: docs/activity.md has the rules.",
  {
    enabled: flag.prefault(true).describe("Whether it is looked for. It needs the request log."),
    retention: retention.prefault("2160h").describe("How long what was found is kept."),
    webhook: section(
      "Where it is told, signed as Standard Webhooks are. Without `url`, only the log tells it.",
      {
        url: webhookUrl.optional().describe("The address; treated as a secret, since many have one in them."),
        secret: webhookSecret.optional().describe("What messages are signed with."),
        private: flag
          .prefault(false)
          .describe("`true`: the address may be in this network, or on this machine, and without TLS."),
      },
    ),
  },
);
