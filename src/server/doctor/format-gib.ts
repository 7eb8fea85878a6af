/** Bytes for people, in GiB or MiB: `7.6 GiB`, `512 MiB`. */
export function formatGib(bytes: number): string {
  const mib = bytes / 1024 ** 2;
  return mib >= 1024 ? `${(mib / 1024).toFixed(1)} GiB` : `${Math.floor(mib)} MiB`;
}
