/** Names that Windows keeps for devices, in whatever folder. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Longest name of a file or folder; with `.part.journal.new` behind it, every file system takes it. */
const longestName = 160;

/**
 * Whether a word may be the name of a file or folder on every system, and leads nowhere else: letters, digits and
 * `._+-`, not hidden, no dot at the end. Hubs allow no others for users and repositories either.
 */
export function isSafeName(name: string): boolean {
  return (
    name.length <= longestName &&
    /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/.test(name) &&
    !name.endsWith(".") &&
    !devices.test(name)
  );
}

/** Another word's safe form: what is not allowed becomes `_`. `undefined` when nothing is left. */
export function safeName(word: string): string | undefined {
  const plain = word
    .slice(0, longestName)
    .replaceAll(/[^A-Za-z0-9._+-]/g, "_")
    .replaceAll(/^[.+-]+|\.+$/g, "");
  if (isSafeName(plain)) return plain;
  return isSafeName(`_${plain}`) && plain !== "" ? `_${plain}` : undefined;
}
