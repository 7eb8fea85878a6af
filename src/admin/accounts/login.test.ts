import { afterEach, beforeEach, expect, test } from "vitest";
import { createPasswords, type Passwords } from "./passwords.ts";
import { testDeps, type TestDeps } from "./deps.fixture.ts";
import { login } from "./login.ts";
import { createInvite } from "./invites.ts";
import { register } from "./register.ts";
import { updateUser } from "./people.ts";
import { operator } from "../../spec/actor.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps();
});
afterEach(() => deps.stores.close());

const password = "correct horse battery";
const from = { address: "203.0.113.7" };

async function person(email: string): Promise<void> {
  const { token } = await createInvite(deps, operator, { email, role: "member" });
  const given = { email, name: "N", password, invite: token.reveal() };
  await register(deps, given, { ...from, local: false });
}

/** The same stores, noting which of their functions are asked, in order. */
function noting(asked: string[]): TestDeps {
  const { accounts } = deps.stores;
  const noted = Object.fromEntries(
    Object.entries(accounts).map(([name, store]) => [
      name,
      new Proxy(store as object, {
        get(target, member) {
          asked.push(`${name}.${String(member)}`);
          return Reflect.get(target, member) as unknown;
        },
      }),
    ]),
  );
  const passwords: Passwords = {
    hash: (text) => deps.passwords.hash(text),
    verify: (text, hash) => {
      asked.push("verify");
      return deps.passwords.verify(text, hash);
    },
  };
  return { ...deps, passwords, stores: { ...deps.stores, accounts: noted as unknown as typeof accounts } };
}

test("a refused login does the same work, whether there is no account, a wrong password or a disabled account", async () => {
  await person("ann@example.com");
  await person("bob@example.com");
  const bob = await deps.stores.accounts.people.findByEmail("bob@example.com");
  await updateUser(deps, operator, { id: bob?.id ?? "", disabled: true });
  const work: string[][] = [];
  for (const given of [
    { email: "ann@example.com", password: "not the password" },
    { email: "nobody@example.com", password },
    { email: "bob@example.com", password },
  ]) {
    const asked: string[] = [];
    await expect(login(noting(asked), given, { from })).rejects.toMatchObject({ code: "login_refused" });
    work.push(asked.filter((name) => !name.startsWith("tries.")));
  }
  expect(work[0]).toEqual(["people.findByEmail", "people.passwordOf", "verify"]);
  expect(work[1]).toEqual(work[0]);
  expect(work[2]).toEqual(work[0]);
});

test("a hash that nobody has takes as long to refuse as one of somebody", async () => {
  // Work that can be measured, and wide bounds: this machine has other things to do.
  const passwords = createPasswords(Buffer.alloc(32), { memory: 8_192, passes: 3, parallelism: 1 });
  const hash = await passwords.hash(password);
  const median = async (of: string | undefined): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 9; round++) {
      const begun = performance.now();
      await passwords.verify("something else", of);
      times.push(performance.now() - begun);
    }
    return times.toSorted((one, other) => one - other)[4] ?? 0;
  };
  const [known, unknown] = [await median(hash), await median(undefined)];
  expect(unknown / known).toBeGreaterThan(0.2);
  expect(unknown / known).toBeLessThan(5);
});
