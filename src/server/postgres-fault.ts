/** What is wrong with a PostgreSQL, and what to do about it, in sentences. Holds no secret. */
export interface PostgresFault {
  readonly message: string;
  readonly remedy: string;
}

const address = "check the address in PARLEY_DATABASE";

/** By PostgreSQL's error code (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const refusals: Readonly<Record<string, PostgresFault>> = {
  "28P01": { message: "PostgreSQL refuses the password.", remedy: `Correct it: ${address}.` },
  "28000": {
    message: "PostgreSQL does not let this user in.",
    remedy: `Allow it in pg_hba.conf, or ${address}.`,
  },
  "3D000": {
    message: "PostgreSQL has no database of this name.",
    remedy: `Make it (createdb), or ${address}.`,
  },
  "42501": {
    message: "The user may not make tables in the database.",
    remedy: "Grant it: grant create, usage on schema public to the user.",
  },
  "25006": {
    message: "The database only reads, as a standby does.",
    remedy: `Name the primary: ${address}.`,
  },
  "53300": {
    message: "PostgreSQL has no connection left.",
    remedy: "Raise max_connections; each process of Parley takes 13.",
  },
  "57P03": {
    message: "PostgreSQL is starting or stopping.",
    remedy: "Wait for it, and try again.",
  },
};

/** Codes of connections that did not come about, by Node.js. */
const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** `undefined` for an error that says nothing of a PostgreSQL. */
export function postgresFault(error: unknown): PostgresFault | undefined {
  if (error instanceof AggregateError) return postgresFault(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const { code, address: host, port, hostname } = error as NodeJS.ErrnoException & Place;
  if ("severity" in error) {
    const known = refusals[code ?? ""];
    return known ?? { message: `PostgreSQL refuses: ${error.message}.`, remedy: "Its log says more." };
  }
  const remedy = `Start it, or ${address}.`;
  if (code !== undefined && unreachable.has(code)) {
    const where = host === undefined ? hostname : `${host}:${port}`;
    const at = where === undefined ? "" : ` at ${where}`;
    return { message: `PostgreSQL${at} does not answer (${code}).`, remedy };
  }
  if (/timeout|did not answer|Connection terminated/i.test(error.message)) {
    return { message: "PostgreSQL does not answer.", remedy };
  }
  return undefined;
}

interface Place {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}
