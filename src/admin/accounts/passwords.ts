import { argon2, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { ParleyError } from "../../spec/errors.ts";

/** Hashes passwords. Whoever knows the database alone cannot even guess: the installation's secret is in each hash. */
export interface Passwords {
  /** In PHC form. Fails with `server_overloaded` when too many wait. */
  hash(password: string): Promise<string>;
  /** Takes the same time without a hash, and then says no. Fails with `server_overloaded` when too many wait. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** Memory in KiB, passes and lanes of argon2id: OWASP's Password Storage Cheat Sheet, 2025. About 30 ms of a core. */
export const usualCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };

export interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** Sizes in bytes (RFC 9106, section 4). */
const saltSize = 16;
const tagSize = 32;

/**
 * Hashes that are computed at a time. They run in Node's four threads, which also read files: the others stay free, so
 * that a flood of logins takes nothing from calls but this share of the machine.
 */
const mostAtWork = 2;

/** Those that may wait beyond: about half a second of work. */
const mostWaiting = 30;

export function createPasswords(pepper: Buffer, cost: Cost = usualCost): Passwords {
  const secret = Buffer.from(hkdfSync("sha256", pepper, Buffer.alloc(0), "parley passwords", 32));
  const place = createPlaces(mostAtWork, mostWaiting);

  function tagOf(password: string, salt: Buffer, { memory, passes, parallelism }: Cost): Promise<Buffer> {
    return place(
      () =>
        new Promise((resolve, reject) => {
          const message = Buffer.from(password.normalize("NFC"));
          const options = { message, nonce: salt, memory, passes, parallelism, tagLength: tagSize, secret };
          argon2("argon2id", options, (error, tag) => (error === null ? resolve(tag) : reject(error)));
        }),
    );
  }
  return {
    async hash(password) {
      const salt = randomBytes(saltSize);
      return phc({ cost, salt, tag: await tagOf(password, salt, cost) });
    },
    async verify(password, hash) {
      const known = hash === undefined ? undefined : readPhc(hash);
      const { cost: asked, salt, tag } = known ?? { cost, salt: nobodysSalt, tag: nobodysTag };
      const same = timingSafeEqual(await tagOf(password, salt, asked), tag);
      return same && known !== undefined;
    },
  };
}

/** What stands for the password of somebody who has none, or is not there. */
const nobodysSalt = Buffer.alloc(saltSize, 1);
const nobodysTag = Buffer.alloc(tagSize);

interface Phc {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** The PHC string format, in which whoever comes later finds the cost at which it was made. */
function phc({ cost: { memory, passes, parallelism }, salt, tag }: Phc): string {
  const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

const phcForm =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

function readPhc(text: string): Phc | undefined {
  const [, memory, passes, parallelism, salt = "", tag = ""] = phcForm.exec(text) ?? [];
  if (memory === undefined) return undefined;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

/** Does some work at a time, lets some wait, and refuses the rest. */
function createPlaces(most: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let atWork = 0;
  return async function inPlace(work) {
    if (atWork >= most) {
      if (line.length >= waiting) throw new ParleyError("server_overloaded", { retryAfterMs: 1_000 });
      await new Promise<void>((resolve) => void line.push(resolve));
    } else {
      atWork++;
    }
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) atWork--;
      else next();
    }
  };
}

/** Characters of a password: NIST SP 800-63B-4 wants 15 where it stands alone, and no rules about its kinds. */
export const passwordBounds = { least: 12, most: 256 };

/** Fails with `invalid_value` for what anybody would guess. */
export function checkPassword(password: string, email: string): void {
  const { least, most } = passwordBounds;
  const [name = ""] = email.toLowerCase().split("@");
  const plain = password.toLowerCase();
  const length = [...password].length;
  if (length < least || length > most) throw weak(`A password has ${least} to ${most} characters.`);
  if (new Set(plain).size < 5) throw weak("This password has too few different characters.");
  const rest = name.length >= 4 ? plain.replaceAll(name, "") : plain;
  if (plain === email.toLowerCase() || rest.length < least / 2)
    throw weak("This password is made of the e-mail address.");
  if (isRun(plain)) throw weak("This password is a row of the keyboard or the alphabet.");
}

const runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm"];

function isRun(plain: string): boolean {
  return runs.some((run) => run.includes(plain) || [...run].toReversed().join("").includes(plain));
}

function weak(message: string): ParleyError {
  return new ParleyError("invalid_value", { message, param: "password" });
}
