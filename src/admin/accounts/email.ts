import { ParleyError } from "../../spec/errors.ts";

/** RFC 5321, section 4.5.3.1. */
const longest = 254;

/**
 * ASCII alone: two addresses that look the same, or become the same in lower case, could not be told apart. Domains of
 * other scripts are written in their `xn--` form.
 */
const form = /^[!#-'*+\-/-9=?A-Z^-~.]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** The address as it is kept. Fails with `invalid_value`. */
export function checkedEmail(given: string): string {
  const email = given.trim();
  if (email.length <= longest && form.test(email)) return email;
  throw new ParleyError("invalid_value", {
    message: "This is no e-mail address such as ann@example.com.",
    param: "email",
  });
}

/** Longest name of a person, in characters. */
const longestName = 100;

/** The name as it is kept. Fails with `invalid_value`. */
export function checkedPersonName(given: string): string {
  const name = given.trim();
  if (name !== "" && name.length <= longestName && !/\p{Cc}/u.test(name)) return name;
  throw new ParleyError("invalid_value", {
    message: `A person's name has 1 to ${longestName} characters.`,
    param: "name",
  });
}
