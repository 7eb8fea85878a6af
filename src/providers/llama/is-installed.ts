/** Whether node-llama-cpp is there at all. Whether it runs on this machine, `canRunHere` tries. */
export function isInstalled(): boolean {
  try {
    import.meta.resolve("node-llama-cpp");
    return true;
  } catch {
    return false;
  }
}
