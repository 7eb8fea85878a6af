import { type CliContext, readSettings } from "../context.ts";
import { withKeeper } from "../with-keeper.ts";

export async function printPublicKey(context: CliContext): Promise<void> {
  const settings = await readSettings(context);
  const { loadSigningKey, publicHalf } = await import("../../server/audit/signing-key.ts");
  const { makeDataFolder } = await import("../../server/make-data-folder.ts");
  await makeDataFolder(settings.data);
  const publicKey = publicHalf(await loadSigningKey(settings.audit.signingKey));
  context.stdout.write(String(publicKey.export({ type: "spki", format: "pem" })));
}

export async function writeCheckpointNow(context: CliContext): Promise<void> {
  const { audit: settings } = await readSettings(context);
  const [{ writeCheckpoint }, { checkpointPlaces }, { loadSigningKey }, { systemClock }] = await Promise.all([
    import("../../admin/audit/checkpoints.ts"),
    import("../../server/audit/keep-audit.ts"),
    import("../../server/audit/signing-key.ts"),
    import("../../lib/clock.ts"),
  ]);
  const size = await withKeeper(context, async ({ keys }) => {
    const privateKey = await loadSigningKey(settings.signingKey);
    const places = checkpointPlaces(settings, systemClock);
    return writeCheckpoint({ audit: keys.stores.audit, privateKey, places }, 0);
  });
  context.stdout.write(
    size === undefined
      ? "The newest checkpoint speaks for all entries.\n"
      : `A checkpoint speaks for ${size} entries.\n`,
  );
}
