import fc from "fast-check";

/**
 * Generated cases are the same in every run: what passed once passes again, and a failure belongs to the change
 * that it is seen with. `PARLEY_TEST_SEED=random` explores others, a number repeats one.
 */
const wanted = process.env["PARLEY_TEST_SEED"] ?? "20261123";

if (wanted !== "random") {
  const seed = Number(wanted);
  if (!Number.isSafeInteger(seed))
    throw new TypeError(`PARLEY_TEST_SEED: an integer or "random", not ${wanted}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
