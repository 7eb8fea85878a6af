/** What is kept for files, the database and the way out of calls that have no connection of their own here. */
const reserved = 64;

/**
 * How many connections of clients a process takes, by how many files it may open: a call may need one more on its way
 * out, and not every connection has one at the moment.
 * `undefined` where the system sets no bound.
 */
export function mostConnections(): number | undefined {
  const files = openFiles();
  return files === undefined ? undefined : Math.max(16, Math.floor(((files - reserved) * 2) / 3));
}

function openFiles(): number | undefined {
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const before = report.excludeNetwork;
  // Its addresses would be looked up, one by one.
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | "unlimited" } };
  };
  report.excludeNetwork = before;
  const soft = userLimits?.open_files?.soft;
  return typeof soft === "number" ? soft : undefined;
}
