/** Somebody who has an account, and signs in as a browser does. */

export interface Person {
  readonly email: string;
  /**
   * Signs in and gives the cookie's value, through a proxy that says from where where that is given. Fails with what the
   * server said.
   */
  signIn(from?: string): Promise<string>;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  /** The token of an invitation; the first account of an installation needs none, on its own machine. */
  readonly invite?: string;
}

/** Makes the account. */
export async function register(url: string, { email, password, invite }: Registration): Promise<Person> {
  const body = { email, name: "Somebody", password, ...(invite !== undefined && { invite }) };
  const registered = await post(url, "/auth/register", body);
  if (registered.status !== 200) throw new Error(`no account: ${await registered.text()}`);
  await registered.body?.cancel();
  return {
    email,
    async signIn(from) {
      const response = await post(url, "/auth/login", { email, password }, from);
      const said = await response.text();
      const cookie = /__Host-parley=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
      if (cookie === undefined) throw new Error(`not signed in: ${said}`);
      return cookie;
    },
  };
}

function post(url: string, path: string, body: object, from?: string): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: url,
      ...(from !== undefined && { "x-forwarded-for": from }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
}
