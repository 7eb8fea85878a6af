/** Whose calls a budget or a limit counts. */
interface Subject {
  readonly type: string;
  readonly id?: string;
}

/** A subject as it is stored: that of the installation has an empty id, since a null would not be unique. */
export function subjectColumns({ type, id = "" }: Subject): { subject_type: string; subject_id: string } {
  return { subject_type: type, subject_id: id };
}

/** A subject as it was stored. */
export function subjectOf<S>(row: { readonly subject_type: string; readonly subject_id: string }): S {
  const { subject_type: type, subject_id: id } = row;
  return (type === "installation" ? { type } : { type, id }) as S;
}
