/** What is wrong on the way to a server, by the code of the connection's error, and what to do. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

const name: Obstacle = {
  what: "its name is not known to the DNS",
  remedy: "Check baseUrl for a slip, and whether this machine can look up names.",
};
const silence: Obstacle = {
  what: "it does not answer",
  remedy: "Check the address and the port, and whether a firewall is between.",
};
const route: Obstacle = {
  what: "there is no way to its network",
  remedy: "Check this machine's network.",
};
const certificate: Obstacle = {
  what: "its certificate is not trusted",
  remedy:
    "If it is your own server, name the file of its certificate authority: NODE_EXTRA_CA_CERTS=/path/ca.pem",
};
const notTls: Obstacle = {
  what: "it does not speak TLS there",
  remedy: "Check the port, or write http:// instead of https://.",
};

const obstacles: Readonly<Record<string, Obstacle>> = {
  ENOTFOUND: name,
  EAI_AGAIN: name,
  ECONNREFUSED: {
    what: "nothing listens there",
    remedy: "Start that server, or correct the address and the port in baseUrl.",
  },
  ETIMEDOUT: silence,
  UND_ERR_CONNECT_TIMEOUT: silence,
  ENETUNREACH: route,
  EHOSTUNREACH: route,
  ECONNRESET: {
    what: "it breaks the connection off",
    remedy: "Check the port, and whether the address begins with https:// or http://.",
  },
  CERT_HAS_EXPIRED: {
    what: "its certificate has expired",
    remedy: "Renew it, or check this machine's clock.",
  },
  CERT_NOT_YET_VALID: { what: "its certificate is not valid yet", remedy: "Check this machine's clock." },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: "its certificate is made out to another name",
    remedy: "Use the name in the certificate as baseUrl.",
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_GET_ISSUER_CERT: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  EPROTO: notTls,
};

/** Looks through an error and what led to it for the first code that says something. */
export function findObstacle(error: unknown): Obstacle {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
    const parts: readonly unknown[] = inner instanceof AggregateError ? [inner, ...inner.errors] : [inner];
    for (const part of parts) {
      const code = part instanceof Error && "code" in part ? String(part.code) : "";
      const known = obstacles[code];
      if (known !== undefined) return known;
    }
  }
  return { what: "the connection fails", remedy: silence.remedy };
}
